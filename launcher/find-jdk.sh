# Sourced by ./assay and .ci/run: sets jdk to the home of a JDK of at least 21, or to nothing.

# The feature version (21, 25, …) of the JDK in this folder; nothing when there is none.
jdk_version() {
  if [ ! -x "$1/bin/javac" ] || [ ! -x "$1/bin/java" ]; then
    return
  fi
  version=
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9][0-9]*\).*/\1/p')
  fi
  echo "$version"
}

# Takes the folder when it holds a JDK that is new enough, and remembers it as too old otherwise.
try_jdk() {
  if [ -n "$jdk" ] || [ -z "$1" ]; then
    return
  fi
  found_version=$(jdk_version "$1")
  if [ -z "$found_version" ]; then
    return
  fi
  if [ "$found_version" -ge 21 ]; then
    jdk=$1
    jdk_feature=$found_version
  else
    jdk_too_old="$jdk_too_old
  Java $found_version in $1"
  fi
}

# The newest of several, so that the choice does not depend on how the folders are named.
try_newest_of() {
  newest=
  newest_version=0
  for candidate in "$@"; do
    candidate_version=$(jdk_version "$candidate")
    if [ "${candidate_version:-0}" -gt "$newest_version" ]; then
      newest=$candidate
      newest_version=$candidate_version
    fi
  done
  try_jdk "$newest"
}

jdk_on_path() {
  java_on_path=$(command -v java) || return 0
  while [ -L "$java_on_path" ]; do
    java_link=$(readlink "$java_on_path")
    case $java_link in
      /*) java_on_path=$java_link ;;
      *) java_on_path=$(dirname "$java_on_path")/$java_link ;;
    esac
  done
  dirname "$(dirname "$java_on_path")"
}

find_jdk() {
  jdk=
  jdk_feature=
  jdk_too_old=
  try_jdk "${ASSAY_JAVA_HOME:-}"
  try_jdk "${JAVA_HOME:-}"
  try_jdk "$(jdk_on_path)"
  if [ -z "$jdk" ] && [ -x /usr/libexec/java_home ]; then
    try_jdk "$(/usr/libexec/java_home -v 21+ 2>/dev/null)"
  fi
  if [ -n "$jdk" ]; then
    return
  fi
  try_newest_of /usr/lib/jvm/* /usr/lib64/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk*
  try_newest_of "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/*
  try_newest_of /Library/Java/JavaVirtualMachines/*/Contents/Home
}
