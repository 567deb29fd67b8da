# Sourced by ./gantry and ./test: finds (or installs) a JDK of version 25 or newer and Maven.
# Sets JAVA_HOME; fails with a message that says what was looked at and what to install.

gantry_needed_java=25

# The feature version of the JDK in folder $1, from its release file; nothing where there is no compiler.
gantry_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local line
  while IFS= read -r line; do
    case "$line" in JAVA_VERSION=*)
      line=${line#JAVA_VERSION=\"}
      line=${line%%[!0-9]*}
      echo "$line"
      return 0
      ;;
    esac
  done <"$1/release"
  return 1
}

gantry_try_jdk() {
  local version
  version=$(gantry_jdk_version "$1") || return 1
  [ "${version:-0}" -ge "$gantry_needed_java" ] || return 1
  export JAVA_HOME=$1
}

gantry_look_for_jdk() {
  local java dir
  [ -n "${JAVA_HOME:-}" ] && gantry_try_jdk "$JAVA_HOME" && return 0
  if java=$(command -v java); then
    java=$(readlink -f "$java")
    gantry_try_jdk "${java%/bin/java}" && return 0
  fi
  for dir in /usr/lib/jvm/* /usr/lib64/jvm/* /opt/*jdk* /opt/java/* /usr/java/* /usr/local/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/*; do
    gantry_try_jdk "$dir" && return 0
  done
  return 1
}

# Installs Debian packages where that can be done without asking: as root, or with password-free sudo.
gantry_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=sudo
  fi
  echo "gantry: installing $* (apt-get) ..." >&2
  { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" ||
    { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; }; } >&2
}

gantry_need_jdk() {
  gantry_look_for_jdk && return 0
  local package
  for package in openjdk-$gantry_needed_java-jdk-headless temurin-$gantry_needed_java-jdk; do
    gantry_install "$package" 2>/dev/null && gantry_look_for_jdk && return 0
  done
  cat >&2 <<MESSAGE
gantry: a JDK of version $gantry_needed_java or newer is needed and was not found.
  looked at: JAVA_HOME (${JAVA_HOME:-not set}), java on PATH ($(command -v java || echo none)), /usr/lib/jvm, /opt, /usr/java, ~/.sdkman, ~/.jdks
  install one, for example: apt-get install openjdk-$gantry_needed_java-jdk-headless   (Debian 13, Ubuntu 25.10 or newer)
  or unpack any JDK $gantry_needed_java and set JAVA_HOME to its folder.
MESSAGE
  return 1
}

gantry_need_maven() {
  command -v mvn >/dev/null && return 0
  gantry_install maven && command -v mvn >/dev/null && return 0
  echo "gantry: Maven 3.8 or newer (command mvn) is needed to build and was not found; install it, for example: apt-get install maven" >&2
  return 1
}

# Runs Maven quietly: one line a module, the errors, and nothing of its warnings about its own libraries.
gantry_maven() {
  local log status
  log=$(mktemp)
  mvn -B "$@" 2>&1 | tee "$log" | while IFS= read -r line; do
    case "$line" in
    "[INFO] Building "*"["*"]"*) echo "  ${line#"[INFO] Building "}" ;;
    "[ERROR]"*) echo "$line" ;;
    esac
  done >&2
  status=${PIPESTATUS[0]}
  [ "$status" = 0 ] || echo "gantry: the build failed; the whole log: $log" >&2
  [ "$status" != 0 ] || rm -f "$log"
  return "$status"
}
