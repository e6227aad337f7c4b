#!/usr/bin/env bash
# Next + submit over HTTP: at ./assay up with 100,000 open items, at a desk and its database alone, the same with 1,000 to 1,000,000
# items, at Label Studio on the same PostgreSQL, and at Potato; then the export of 30,000 judgments.
# usage: bench/desk.sh [label_studio|potato|up|desk|export|flat]...
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
work="${WORK:-/tmp/assay-bench}"
seconds="${SECONDS_A_CELL:-12}"
warmup="${WARM_UP_SECONDS:-120}"
mkdir -p "$work"
export ASSAY_RATE_LIMIT=0 # one client may be faster than what people are allowed

# A JDK of 21 or newer: JAVA_HOME, else the one on the PATH.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ -z "${ASSAY_CLASSPATH:-}" ]; then
  (cd "$here" && mvn -B -q -ntp -pl workers -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -DincludeScope=test >/dev/null)
  ASSAY_CLASSPATH="$here/workers/target/classes:$here/workers/target/test-classes:$(cat "$work/classpath")"
fi
cd "$here/workers"
benchmark() {
  "$java" --enable-native-access=ALL-UNNAMED "-Dseconds=$seconds" "-Dwarmup=$warmup" -cp "$ASSAY_CLASSPATH" assay.workers.load.DeskBenchmark "$@" \
    2>>"$work/desk.log" | grep --line-buffered -v '|-'
}

label_studio() {
  local venv="${LABEL_STUDIO_VENV:-$work/label-studio}" data
  if [ ! -x "$venv/bin/label-studio" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q label-studio gunicorn
  fi
  data=$(mktemp -d "$work/label-studio-data-XXXX")
  "$java" -cp "$ASSAY_CLASSPATH" assay.workers.load.DeskBenchmark postgres "$data/database" >"$data/database.log" 2>&1 &
  local database=$! server=
  trap 'kill $server $database 2>/dev/null || true' EXIT
  until grep -q '^ready' "$data/database.log"; do sleep 1; done
  python3 "$here/bench/label_studio.py" "$venv" "$(sed -n 's/^ready //p' "$data/database.log")" "$data" 10000 64 "$data/server.json" \
    >"$data/server.log" 2>&1 &
  server=$!
  until grep -q '^ready' "$data/server.log"; do kill -0 $server; sleep 2; done
  benchmark label_studio "$data/server.json"
  kill $server $database
  trap - EXIT
}

potato() {
  local venv="${POTATO_VENV:-$work/potato}" data server
  if [ ! -x "$venv/bin/potato" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q potato-annotation gunicorn
  fi
  data=$(mktemp -d "$work/potato-data-XXXX")
  python3 "$here/bench/potato.py" "$venv" "$data" 10000 64 "$data/server.json" >"$data/server.log" 2>&1 &
  server=$!
  trap 'kill $server 2>/dev/null || true' EXIT
  until grep -q '^ready' "$data/server.log"; do kill -0 $server; sleep 1; done
  benchmark potato "$data/server.json"
  kill $server
  trap - EXIT
}

for part in "${@:-label_studio potato up desk flat export}"; do
  for each in $part; do
    case $each in
      label_studio | potato) "$each" ;;
      *) benchmark "$each" "$work" ;;
    esac
  done
done
