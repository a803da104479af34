#!/usr/bin/env bash
# Runs a measurement: bench/run.sh rate
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-} in
  rate) main=io.millrace.bench.RateBenchmark ;;
  *)
    echo "usage: bench/run.sh rate     how exactly 1, 1 000 and 100 000 events/s are held at a reader, a minute each" >&2
    exit 2
    ;;
esac
shift
mvn -B -ntp -q -pl bench -am package -Dquick
exec java -cp "bench/target/bench.jar:bench/target/lib/*" "$main" "$@"
