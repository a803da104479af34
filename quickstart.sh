#!/usr/bin/env bash
# Builds what is missing or stale and starts all of Millrace in one JVM; quickstart.sh --help says more.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$root/quickstart/target/quickstart.jar
fail() {
  printf 'quickstart: %s\n' "$*" >&2
  exit 1
}

# ------------------------------------------------------------------ Java
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
command -v "$java" >/dev/null || fail "no Java found as '$java'; install a JDK 17 or newer, or set JAVA_HOME to one"
# 17 for "17.0.15", 1.8 for "1.8.0_412"
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
case ${version%%.*} in
  '' | *[!0-9]*) fail "'$java' does not tell its version; Millrace needs Java 17 or newer, set JAVA_HOME to one" ;;
esac
[ "${version%%.*}" -ge 17 ] || fail "'$java' is Java $version; Millrace needs 17 or newer, set JAVA_HOME to one"

# ------------------------------------------------------------------ build
stale() {
  [ -f "$jar" ] || return 0
  [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$jar" -type f -print 2>/dev/null | head -n 1)" ]
}

if stale; then
  command -v mvn >/dev/null || fail "mvn not found; install Maven 3.8 or newer, which builds Millrace"
  echo "Building Millrace (a minute or two the first time; only what changed later on)"
  log=$root/quickstart/target/build.log
  mkdir -p "$root/quickstart/target"
  # the checks and the tests have their place in mvn verify
  if ! mvn -B -ntp -f "$root/pom.xml" -pl quickstart -am package \
    -Dquick 2>&1 |
    tee "$log" | sed -n -e 's/^\[INFO\] Building \(.*[^ ]\)  *\(\[[0-9]*\/[0-9]*\]\)$/  \2 \1/p' -e '/^\[ERROR\]/p'; then
    fail "the build failed; all of its output is in $log"
  fi
  [ -f "$jar" ] || fail "the build made no $jar; its output is in $log"
  touch "$jar"
fi

# ------------------------------------------------------------------ start
export MILLRACE_QUICKSTART_DATA=${MILLRACE_QUICKSTART_DATA:-$root/data}
if [ -t 1 ]; then export MILLRACE_QUICKSTART_TERMINAL=true; fi
# Flink's actor library still uses Unsafe, of which Java warns from 24 on
flags=-Xmx1g
[ "${version%%.*}" -lt 24 ] || flags="$flags --sun-misc-unsafe-memory-access=allow"
# shellcheck disable=SC2086 # several options are separate words
exec "$java" $flags ${MILLRACE_QUICKSTART_JAVA_OPTIONS:-} -jar "$jar" "$@"
