#!/usr/bin/env bash
# The statistical kernels under JMH. usage: bench/kernels.sh [JMH ARGUMENTS], e.g. bench/kernels.sh alpha -p tasks=100000
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
classpath="$(mktemp)"
trap 'rm -f "$classpath"' EXIT
# In a folder of their own: the tests' classes stay where they are.
(cd "$here" && mvn -B -q -ntp -Pbench -pl domain test-compile dependency:build-classpath \
  -Dmdep.outputFile="$classpath" -DincludeScope=test >/dev/null)
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" -cp "$here/domain/target/classes:$here/domain/target/bench-classes:$(cat "$classpath")" org.openjdk.jmh.Main "$@"
