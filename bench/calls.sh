#!/usr/bin/env bash
# Calls a second through the pre-label activity against a bare HTTP loop, alternately; prints the ratios and their median.
# usage: bench/calls.sh [PAIRS=4000] [ALTERNATIONS=5] [WARM_UP=4]
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
work="${WORK:-/tmp/assay-bench}"
mkdir -p "$work"
(cd "$here" && mvn -B -q -ntp -pl activities -am test-compile dependency:build-classpath \
  -Dmdep.outputFile="$work/classpath" -DincludeScope=test >/dev/null)
# A JDK of 21 or newer: JAVA_HOME, else the one on the PATH.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
cd "$here/activities"
exec "$java" -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
  assay.activities.prelabel.CallsBenchmark "$@" 2>/dev/null
