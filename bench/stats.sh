#!/usr/bin/env bash
# Ours and the reference libraries on the same generated answers, then ours on 1 to 10 million tasks; prints the ratios of
# CPU seconds. usage: bench/stats.sh [--curve] [TASKS=1000000] [WORK=/tmp/assay-bench]; --curve leaves the comparison out.
# ASSAY_CLASSPATH (main and test classes of workers and domain, and their libraries) spares it the Maven build.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
shared="${ASSAY_SHARED:-$here/../shared}"
compare=yes
if [ "${1:-}" = --curve ]; then compare=no; shift; fi
tasks="${1:-1000000}"
work="${2:-/tmp/assay-bench}"
mkdir -p "$work"

# A JDK of 21 or newer: JAVA_HOME, else the one on the PATH.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ -z "${ASSAY_CLASSPATH:-}" ]; then
  (cd "$here" && mvn -B -q -ntp -pl workers -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -DincludeScope=test >/dev/null)
  ASSAY_CLASSPATH="$here/workers/target/classes:$here/workers/target/test-classes:$(cat "$work/classpath")"
fi
classpath="$ASSAY_CLASSPATH"
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q crowd-kit krippendorff
fi
python="$work/venv/bin/python"

generate() { # TASKS
  [ -f "$work/$1.csv" ] || "$python" "$shared/tools/generate_answers.py" "$1" 3 1000 5 "$work/$1.csv"
}
ours() { # STEP TASKS
  "$java" -XX:+UseSerialGC "-Xmx${HEAP:-900m}" -cp "$classpath" assay.workers.cli.stats.StatsBenchmark "$1" "$work/$2.csv" "$work/$2.truth.csv" 2>/dev/null
}
reference() { # STEP TASKS
  "$python" "$here/bench/reference_stats.py" "$1" "$work/$2.csv" "$work/$2.truth.csv" 2>/dev/null
}

curve() {
  for n in 1000000 2000000 5000000 10000000; do
    "$java" -XX:+UseSerialGC -Xmx4g -cp "$classpath" assay.workers.cli.stats.StatsBenchmark curve $n
  done
}

if [ $compare = no ]; then
  curve
  exit
fi

generate "$tasks"
for step in alpha dawid_skene; do
  ours $step "$tasks" | tee "$work/ours.$step.jsonl" | sed 's/^/ours      /'
  reference $step "$tasks" | tee "$work/reference.$step.jsonl" | sed 's/^/reference /'
done
"$python" - "$work" <<'PY'
import json, sys
def steps(name):
    return {s["step"]: s for s in map(json.loads, open(f"{sys.argv[1]}/{name}.jsonl"))}
a, b = steps("ours.alpha"), steps("reference.alpha")
print(f"reading the CSV: {b['read']['cpu_seconds'] / a['read']['cpu_seconds']:.2f} times faster")
print(f"alpha: {b['alpha']['cpu_seconds'] / a['alpha']['cpu_seconds']:.0f} times faster, difference {abs(a['alpha']['value'] - b['alpha']['value']):.1e}")
print(f"counting and alpha: {(b['count']['cpu_seconds'] + b['alpha']['cpu_seconds']) / a['alpha']['cpu_seconds']:.0f} times faster")
a, b = steps("ours.dawid_skene")["dawid_skene"], steps("reference.dawid_skene")["dawid_skene"]
print(f"Dawid-Skene to convergence: {b['cpu_seconds'] / a['cpu_seconds']:.1f} times faster ({b['cpu_seconds'] / b['iterations'] / (a['cpu_seconds'] / a['iterations']):.1f} an iteration), accuracy {a['accuracy']:.4f} against {b['accuracy']:.4f}, peak memory {a['peak_mb']} MB against {b['peak_mb']} MB")
PY
ours auto "$tasks" | sed 's/^/ours      /'
curve
