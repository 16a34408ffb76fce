#!/usr/bin/env bash
# Starts Safe Code Executor from a clone: finds a JDK, installs or names what is missing, builds what
# has changed, and runs the program. Everything else is in Java; see cli/.
set -euo pipefail

top=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
readonly top
readonly stamp=$top/target/built
readonly aot_cache=$top/cli/target/sce.aot
readonly main=org.safecodeexecutor.cli.Main
PATH=$PATH:/usr/sbin:/sbin # where runc is, also for users whose PATH lacks it

help() {
  cat <<'TEXT'
Safe Code Executor: runs untrusted Python in a fresh sandbox each time.

Usage: ./sce COMMAND [OPTION...]

  serve     start the service at http://127.0.0.1:5000
  run       run one program, here and now
  doctor    show what this machine can and cannot enforce
  image     build, list and remove the images that programs run in
  config    show every setting and where its value comes from
  bench     measure speed beside bare python3, bubblewrap, runc and docker
  attack    try to break out of a sandbox, or of another service, in hundreds of ways
  fuzz      look for bytes that break a reader of untrusted bytes
  test      run all tests; further arguments go to Maven
            --vm: run more of them on a kernel of their own; see vm/run

`./sce COMMAND --help` explains each. The first call builds the program, which takes a minute; later
ones start at once. As root, packages of Debian that a command needs are installed; otherwise the
command to install them is printed.
TEXT
}

say() { printf 'sce: %s\n' "$*" >&2; }

give_up() {
  say "$@"
  exit 2
}

# --- What must be installed -------------------------------------------------------------------------

missing=()

# need COMMAND PACKAGE: notes the Debian package if there is no such command.
need() { command -v "$1" >/dev/null || missing+=("$2"); }

need_for_build() {
  need mvn maven
  need cc gcc
  compgen -G '/usr/lib/*/libc.a' >/dev/null || compgen -G '/usr/lib*/libc.a' >/dev/null || missing+=(libc6-dev)
  compgen -G '/usr/lib/*/libseccomp.a' >/dev/null || missing+=(libseccomp-dev)
}

need_for_sandboxes() {
  need runc runc
  need mmdebstrap mmdebstrap
}

# Docker is somewhere else, and has what it needs.
uses_docker() { [[ " $* " == *" --engine docker "* || " $* " == *" --engine=docker "* ]]; }

need_for_tests() {
  need runsc runsc
  need chromium chromium
  need dockerd docker.io
  if [[ ${CI:-} == true || ${SCE_REQUIRED:-} == true ]] && ((EUID == 0)) && [[ $(uname -m) == x86_64 ]]; then need_for_vm; fi
}

need_for_vm() {
  [[ $(uname -m) == x86_64 ]] || give_up "there is a guest for x86-64 only"
  ((EUID == 0)) || give_up "the image of a guest is made as root: sudo ./sce test --vm"
  need qemu-system-x86_64 qemu-system-x86
  need mke2fs e2fsprogs
  need busybox busybox-static
  need cpio cpio
  need xz xz-utils
}

need_for_bench() {
  need bwrap bubblewrap
  need wrk wrk
}

install_missing() {
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    give_up "please install, under the names that your system has for them: ${missing[*]}"
  elif ((EUID != 0)); then
    give_up "please run: sudo apt-get install -y ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  apt_install "${missing[@]}" || give_up "the installation failed; please run: apt-get install -y ${missing[*]}"
  missing=()
}

# The lists of packages may be missing or too old to know a package.
apt_install() {
  local install=(apt-get install -y -qq --no-install-recommends "$@")
  export DEBIAN_FRONTEND=noninteractive
  "${install[@]}" >&2 || { apt-get update -qq >&2 && "${install[@]}" >&2; }
}

# --- Java -------------------------------------------------------------------------------------------

# Reads a JDK's own note of its version: much quicker than starting it.
is_jdk_25() {
  [[ -x $1/bin/javac && -r $1/release && $(<"$1/release") =~ JAVA_VERSION=\"([0-9]+) ]] && ((BASH_REMATCH[1] >= 25))
}

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return
  [[ $(apt-cache policy openjdk-25-jdk-headless 2>/dev/null) == *"Candidate: 25"* ]] ||
    give_up "no JDK 25 found: install one (for example Temurin) and set JAVA_HOME to its directory"
  missing+=(openjdk-25-jdk-headless)
  install_missing
  find_jdk || give_up "no JDK 25 found, although its package was installed; please set JAVA_HOME"
}

# --- Building ---------------------------------------------------------------------------------------

# Directories count too: they change when a file in them is removed.
is_built() {
  [[ -e $stamp && -z $(find "$top"/pom.xml "$top"/.mvn "$top"/images "$top"/supervisor "$top"/cell \
    "$top"/runner_image "$top"/{core,archive,docker,server,cli}/{pom.xml,src/main} -newer "$stamp" -print -quit) ]]
}

build() {
  is_built && return
  need_for_build
  install_missing
  mkdir -p "$top/target"
  {
    if command -v flock >/dev/null; then flock 9; fi
    is_built || compile # or another call has just built it
  } 9>"$top/target/lock"
}

compile() {
  touch "$stamp.new" # before, so that what changes meanwhile is built next time
  rm -rf "$top/cli/target/lib" "$aot_cache"
  package cli
  mv "$stamp.new" "$stamp"
}

# package MODULE [OPTION]: builds it and what it needs; without tests, unless an option says how to deal with them.
package() {
  local log=$top/target/build.log
  (cd "$top" && mvn -B -pl "$1" -am "${2:--Dmaven.test.skip=true}" -Dspotless.check.skip=true package 2>&1) |
    tee "$log" | show_progress || {
    grep -E '^\[(ERROR|WARNING)\] /|Failed to execute' "$log" | head -20 >&2 || true
    give_up "the build failed; all of its output is in $log"
  }
}

# Says which part is being built; on a terminal also how many files were fetched.
show_progress() {
  local line part='starting' fetched=0
  while IFS= read -r line; do
    if [[ $line =~ Building\ .*:\ ([a-z]+)\ .*\[([0-9]+)/([0-9]+)\] ]]; then
      part="${BASH_REMATCH[1]} (${BASH_REMATCH[2]} of ${BASH_REMATCH[3]})"
      [[ -t 2 ]] || say "building $part"
    elif [[ $line == *Downloaded\ from* ]]; then
      fetched=$((fetched + 1))
    fi
    if [[ -t 2 ]]; then printf '\r\033[Ksce: building %s, %d files fetched' "$part" "$fetched" >&2; fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# --- Starting ---------------------------------------------------------------------------------------

# Each saves the JVM work at every start whose result this program has no use for: code that is made for each reflective call, Jetty's
# question how long a reference is (it opens all of JMX to ask), the names that every language has for months and currencies.
readonly start_sooner=(-Djdk.reflect.useNativeAccessorOnly=true -Dorg.eclipse.jetty.util.referencesPerCacheLine=16
  -Djava.locale.providers=SPI)

# Sets `java`: the command line up to the main class, always in the same order, which the AOT cache
# depends on.
set_java() {
  local jars=("$top"/cli/target/cli-*.jar "$top"/cli/target/lib/*.jar) IFS=: compilers
  case ${SCE_JIT:-quick} in
    # the programs take the processors, not this; to optimise it further would take them from the programs for minutes
    quick) compilers=(-XX:TieredStopAtLevel=1) ;;
    full) compilers=() ;;
    *) give_up "SCE_JIT is quick or full, not $SCE_JIT" ;;
  esac
  java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders "${compilers[@]}"
    --enable-native-access=ALL-UNNAMED "${start_sooner[@]}" -cp "${jars[*]}")
}

# Keeps loaded classes ready for the next starts (JEP 483): a second service, in the background, waits
# for the image, answers itself, and ends. Only speed depends on it. A cache that appears by a rename
# is never half written. One at a time: a service that fails and is started again and again would
# have more and more of them.
train() {
  local new=$aot_cache.new
  {
    if command -v flock >/dev/null; then flock --nonblock 9 || exit 0; fi
    if "${java[@]}" -XX:AOTCacheOutput="$new" "$main" "$@" --rehearse; then mv "$new" "$aot_cache"; fi
    rm -f "$new"*
  } </dev/null >/dev/null 2>&1 9>"$top/target/training" &
}

# A cache that does not match is passed over in silence: the output belongs to the program. The JVM refuses one that is older than
# a jar, and so that it is not refused at every start from then on, another is made.
start() {
  set_java
  if [[ -e $aot_cache && -n $(find "$top"/cli/target/cli-*.jar "$top"/cli/target/lib -newer "$aot_cache" -print -quit) ]]; then
    rm -f "$aot_cache" 2>/dev/null || true
  fi
  if [[ ! -e $aot_cache && ${1:-} == serve && $EUID == 0 && $* != *--help* ]]; then train "$@"; fi
  java+=(-Xlog:disable '-Xlog:all=error,aot*=off,cds*=off:stderr')
  [[ ! -e $aot_cache ]] || java+=(-XX:AOTCache="$aot_cache")
  exec "${java[@]}" "$main" "$@"
}

# Not below the clone, which sandboxes may not be able to reach; kept, so that the image is built once.
set_test_data() { export SCE_TEST_DATA=${SCE_TEST_DATA:-/var/lib/safe-code-executor-tests}; }

run_in_guest() {
  set_test_data
  (SCE_SANDBOXES_DATA_DIRECTORY=$SCE_TEST_DATA start image build)
  package testkit,attack -DskipTests
  exec "$top/vm/run" "$@"
}

run_tests() {
  set_test_data
  [[ ${CI:-} != true ]] || export SCE_REQUIRED=true
  if ((EUID == 0)); then
    (SCE_SANDBOXES_DATA_DIRECTORY=$SCE_TEST_DATA start image build)
  else
    say "not root: tests that need a sandbox are skipped"
  fi
  cd "$top"
  # in a fresh clone, what `build` has just compiled is not compiled again only because its jars are made anew
  compgen -G "$top/*/target/test-classes" >/dev/null || [[ -e bench/target || -e attack/target || -e fuzz/target ]] ||
    set -- -Dmaven.compiler.useIncrementalCompilation=false "$@"
  # the plugin that lists what everything consists of refuses to run offline
  [[ " $* " == *" -o "* || " $* " == *" --offline "* ]] || set -- -Psbom "$@"
  exec mvn -B verify "$@"
}

# build_tool MODULE FILE...: builds what is no part of the product, if the product or one of these files is newer.
build_tool() {
  local built=$top/$1/target/built
  [[ ! $built -nt $stamp || -n $(find "${@:2}" -newer "$built" -print -quit) ]] || return 0
  need_for_build
  install_missing
  package "$1"
  touch "$built"
}

# The service that is measured is the one that `build` has made.
run_bench() {
  local jars
  build_tool bench "$top"/bench/{callers.h,launch.c,floor.c,ask.c,pom.xml,src/main}
  if [[ $* != *--results* ]]; then
    if [[ $* == *--quick* ]]; then set -- --results "$top/bench/target/results" "$@"; else set -- --results "$top/bench/results" "$@"; fi
  fi
  jars=("$top"/bench/target/bench-*.jar "$top"/bench/target/lib/*.jar)
  local IFS=:
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
    -cp "${jars[*]}" org.safecodeexecutor.bench.Main --launcher "$top/sce" "$@"
}

run_attack() {
  local jars
  build_tool attack "$top"/{attack,testkit}/{pom.xml,src/main}
  [[ $* == *--results* ]] || set -- --results "$top/attack/target/results" "$@"
  jars=("$top"/attack/target/attack-*.jar "$top"/attack/target/lib/*.jar)
  local IFS=:
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "${jars[*]}" org.safecodeexecutor.attack.Main "$@"
}

run_fuzz() {
  local jars
  build_tool fuzz "$top"/fuzz/{pom.xml,src/main}
  jars=("$top"/fuzz/target/fuzz-*.jar "$top"/fuzz/target/lib/*.jar)
  local IFS=:
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -cp "${jars[*]}" org.safecodeexecutor.fuzz.Main --top "$top" "$@"
}

case ${1:---help} in
  --help | -h | help)
    help
    exit
    ;;
  serve | run) uses_docker "$@" || need_for_sandboxes ;;
  attack) need_for_sandboxes ;;
  image) if ! uses_docker "$@" || [[ $* == *rootfs* ]]; then need mmdebstrap mmdebstrap; fi ;;
  bench)
    need_for_sandboxes
    need_for_bench
    ;;
  test)
    need_for_build
    need_for_sandboxes
    if [[ ${2:-} == --vm ]]; then need_for_vm; else need_for_tests; fi
    ;;
esac
install_missing
need_jdk
build
case $1 in
  test) if [[ ${2:-} == --vm ]]; then run_in_guest "${@:3}"; else run_tests "${@:2}"; fi ;;
  bench) run_bench "${@:2}" ;;
  attack) run_attack "${@:2}" ;;
  fuzz) run_fuzz "${@:2}" ;;
  *) start "$@" ;;
esac
