#!/usr/bin/env bash
# Runs a measurement: bench/run.sh one-reader
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
usage() {
  cat <<'TEXT'
usage: bench/run.sh BENCHMARK [--smoke]

  rate              how exactly 1, 1 000 and 100 000 events/s are held at a reader, a minute each
  one-reader        the greatest speed to one reader, beside a naive producer and a bare loop of ready-made bytes
  hundred-readers   the same to a hundred readers
  encode            synthetic events encoded by one thread, and what is allocated for each (JMH)
  ten-thousand      how late 100 events/s come to each of 10 000 readers, and whether all do (needs ulimit -n above 10 100)
  job               the job's speed beside a naive one: source, parser and tuple, and with all windows
  job-nxlog         the same on recorded events as NXLog writes them (needs ../shared/data)
  job-latency       how long after its window's end each result comes, at 10 000 events/s
  job-checkpoints   what checkpoints every five seconds cost
  job-backlog       the job's heap while it reads a hundred million events as fast as it can (ten minutes)
  submit            how long until all of the job runs: asked of the submitter, and by Flink's own command line
  idle-cost         processor time of a producer at 10 000 events/s to three readers

--smoke takes a second or two and shows only that the benchmark works. A busy machine gives low figures: the first
line tells the load. Figures without "repeat" are medians; ratios are medians of the ratios of each repeat.
TEXT
}
case ${1:-} in
  -h | --help) usage && exit ;;
  '' | -*) usage >&2 && exit 2 ;;
esac
mvn -B -ntp -q -pl bench -am package -Dquick
exec java -cp "bench/target/bench.jar:bench/target/lib/*" io.millrace.bench.Bench "$@"
