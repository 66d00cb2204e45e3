# Shared by the commands beside this file; sourced, never run by itself. Works with bash 3.2, as macOS has it.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
need_java=25
need_node=20
pages_part="deploy/web/dist"
stack_part="deploy/local/target"
stack_jar="$root/$stack_part/local-stack.jar"
stamp="$root/deploy/target/built"
build_lock="$root/deploy/target/build-lock"
training_lock="$root/deploy/target/training-lock"
services="ticket-service messaging-service rating-service realtime-service"
child=""
# A minus where signals go to all that the child has started.
group=""
stopped=""

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Whether the directory holds a JDK that is new enough.
is_jdk() {
  local version
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
  [ -n "$version" ] && [ "$version" -ge "$need_java" ]
}

jdk_candidates() {
  local java home="${HOME:-/}"
  printf '%s\n' "${JAVA_HOME:-}"
  if java="$(command -v javac)"; then
    java="$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")"
    dirname "$(dirname "$java")"
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$need_java+" 2>/dev/null || true
  fi
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk-* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* "$home"/.jdks/* "$home"/.local/share/mise/installs/java/* \
    "$home"/.asdf/installs/java/*
}

# Sets jdk to a JDK 25 or newer, which need not be the default `java`.
find_jdk() {
  local candidate
  while IFS= read -r candidate; do
    if [ -n "$candidate" ] && is_jdk "$candidate"; then
      jdk="$candidate"
      return
    fi
  done <<EOF
$(jdk_candidates)
EOF
  fail "JDK $need_java or newer is missing. Install one (https://adoptium.net), or let JAVA_HOME point at it."
}

# Runs one of the stack's own commands in place of this script.
run_stack_command() {
  find_jdk
  [ -f "$stack_jar" ] || fail "Nothing is built yet: run deploy/up first."
  exec "$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \
    --enable-native-access=ALL-UNNAMED -jar "$stack_jar" "$@"
}

# Runs a command that this script stands for: signals to the script stop it, those of the terminal reach it only
# through the script. Sets status.
run_child() {
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  while kill -0 "$child" 2>/dev/null; do
    wait "$child" 2>/dev/null || true
  done
  status=0
  wait "$child" 2>/dev/null || status=$?
  child=""
}

# The same for a build, which starts compilers and bundlers of its own: all of them are stopped.
run_build() {
  group="-"
  run_child "$@"
  group=""
}

# For a trap.
stop_child() {
  # A build has nothing to put in order: after it there is nothing to start any more.
  stopped=yes
  [ -z "$child" ] || kill -TERM -- "$group$child" 2>/dev/null || true
}

# Whether a jar is missing, or older than what it is made of.
is_stale() {
  local jar="$1" newest_check="$1"
  shift
  [ -f "$jar" ] || return 0
  if [ "$stamp" -nt "$jar" ]; then
    newest_check="$stamp"
  fi
  [ -n "$(find "$@" -name target -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f \
    -newer "$newest_check" -print 2>/dev/null | head -n 1)" ]
}

# The same for what is built upon the services and carries parts of them: whoever builds it touches its jar.
is_behind() {
  local jar="$1"
  [ -f "$jar" ] && [ ! "$stamp" -nt "$jar" ] || return 0
  is_stale "$@"
}

is_built() {
  local service
  for service in $services; do
    if is_stale "$root/$service/target/$service.jar" "$root/pom.xml" "$root/common-contracts/contracts" \
      "$root/common-contracts/service-kit" "$root/$service"; then
      return 1
    fi
  done
  ! is_stale "$root/common-contracts/servers/broker/target/broker.jar" "$root/pom.xml" "$root/common-contracts/servers/broker" &&
    ! is_stale "$stack_jar" "$root/pom.xml" "$root/common-contracts/contracts" "$root/common-contracts/servers/launcher" "$root/deploy/local"
}

# Another stack of this checkout may be at the same work: one at a time.
lock() {
  local place="$1" work="$2" owner waited=""
  mkdir -p "$root/deploy/target"
  while ! mkdir "$place" 2>/dev/null; do
    owner="$(cat "$place/pid" 2>/dev/null || true)"
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$place"
      continue
    fi
    [ -n "$waited" ] || printf 'waiting for another %s of this checkout\n' "$work"
    waited=yes
    sleep 1
  done
  printf '%s' "$$" >"$place/pid"
  trap "rm -rf '$place'" EXIT
}

unlock() {
  rm -rf "$1"
  trap - EXIT
}

# The jars of these modules of a checkout, and of what they are made of.
package_modules() {
  run_build mvn -B -q -ntp -Dstyle.color=never -f "$1/pom.xml" -pl "$2" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
  [ "$status" -eq 0 ] || fail "The build failed; Maven's words are above."
}

build_if_needed() {
  is_built && return
  lock "$build_lock" build
  if ! is_built; then
    command -v mvn >/dev/null || fail "Maven (mvn) is missing, and the services are not built yet. Install Maven 3.8 or newer."
    printf 'building (the first time Maven also downloads what it needs, which takes minutes)\n'
    local modules="deploy/local,common-contracts/servers/broker" service began=$SECONDS
    for service in $services; do
      modules="$modules,$service"
    done
    package_modules "$root" "$modules"
    touch "$stamp"
    printf 'built in %s s\n' "$((SECONDS - began))"
  fi
  unlock "$build_lock"
}

# Whether the pages are missing, or older than what they are made of.
pages_are_stale() {
  local index="$root/$pages_part/index.html"
  [ -f "$index" ] || return 0
  [ -n "$(find "$root/deploy/web" "$root/common-contracts/client" "$root/common-contracts/contracts/src/main/resources" \
    \( -name node_modules -o -name dist -o -name generated -o -name test -o -path '*/web/events' \) -prune -o -type f -newer "$index" -print 2>/dev/null | head -n 1)" ]
}

# The phone and the desk in a browser. Without them all the rest runs as well, so a failure here fails nothing.
build_pages_if_needed() {
  pages_are_stale || return 0
  local version log="$root/deploy/target/pages.log" began=$SECONDS
  version="$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)"
  if [ "${version:-0}" -lt "$need_node" ]; then
    printf 'no pages: Node %s or newer is missing (https://nodejs.org); everything else starts\n' "$need_node"
    return 0
  fi
  lock "$build_lock" build
  if pages_are_stale; then
    printf 'building the pages\n'
    run_build sh -c 'for part in common-contracts/client deploy/web; do
      cd "$0/$part" && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline && npm run build || exit 1; done' "$root" >"$log" 2>&1
    if [ "$status" -eq 0 ]; then
      printf 'pages built in %s s\n' "$((SECONDS - began))"
    else
      printf 'no new pages: see %s; everything else starts\n' "$log"
    fi
  fi
  unlock "$build_lock"
}

# The page of events and sockets: what renders it is many packages, so it is made beside the first stack, which shows a
# word in its place until then.
build_events_page_if_needed() {
  events_page_is_stale || return 0
  local log="$root/deploy/target/events-page.log" began=$SECONDS
  lock "$build_lock" build
  if events_page_is_stale; then
    rm -f "$root/$pages_part"/assets/events-*
    run_build nice -n 19 sh -c 'cd "$0/deploy/web/events" &&
      npm ci --no-audit --no-fund --ignore-scripts --prefer-offline && npm run build' "$root" >"$log" 2>&1
    if [ "$status" -eq 0 ]; then
      cp -p "$root/$pages_part"/assets/events-* "$program/$pages_part/assets/" &&
        cp -p "$root/$pages_part"/events.html* "$program/$pages_part/" &&
        printf 'page of events built in %s s\n' "$((SECONDS - began))"
    elif [ -z "$stopped" ]; then
      printf 'no page of events: see %s\n' "$log"
    fi
  fi
  unlock "$build_lock"
}

# Only where there are pages: they are built anew without it.
events_page_is_stale() {
  local made
  [ -d "$program/$pages_part/assets" ] && [ -f "$root/$pages_part/index.html" ] || return 1
  made="$(find "$root/$pages_part/assets" -name 'events-*.js' -print | head -n 1)"
  [ -n "$made" ] || return 0
  [ -n "$(find "$root/deploy/web/events" "$root/common-contracts/contracts/src/main/resources/asyncapi" \
    -name node_modules -prune -o -type f -newer "$made" -print | head -n 1)" ]
}

# What measures or breaks a stack, and is built upon what the stack is made of.
build_upon_if_needed() {
  local what="$1" module="$2" jar="$3"
  is_behind "$root/$module/target/$jar" "$root/pom.xml" "$root/common-contracts/contracts" "$root/common-contracts/test-kit" \
    "$root/common-contracts/servers/launcher" "$root/deploy/local" "$root/$module" || return 0
  lock "$build_lock" build
  printf 'building %s\n' "$what"
  package_modules "$root" "$module"
  touch "$root/$module/target/$jar"
  unlock "$build_lock"
}

in_git() {
  git -C "$root" "$@" 2>/dev/null
}

# Prints the commit of the version before: what FAULTS_VERSION_BEFORE names, else the newest tag, else the newest commit
# at which the newest migration was not there yet. Fails where this checkout knows none.
version_before() {
  local ref="${FAULTS_VERSION_BEFORE:-}"
  [ -n "$ref" ] || ref="$(in_git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ || true)"
  [ -n "$ref" ] || ref="$(in_git log -1 --first-parent -m --diff-filter=A --format=%H^ -- '*/src/main/resources/db/*.sql' || true)"
  [ -n "$ref" ] && in_git rev-parse --verify --quiet "$ref^{commit}"
}

# Builds the services of another commit of this checkout in a place of their own. Nothing of it is known to git, so that
# deleting the place is all that is to be done afterwards.
build_version() {
  local commit="$1" to="$2" began=$SECONDS
  command -v mvn >/dev/null || fail "Maven (mvn) is missing. Install Maven 3.8 or newer."
  printf 'building the version before, %s\n' "$(in_git log -1 --format='%h (%s)' "$commit")"
  mkdir -p "$to"
  git -C "$root" archive "$commit" | tar -x -C "$to"
  package_modules "$to" "$(printf '%s' "$services" | tr ' ' ',')"
  printf 'built in %s s\n' "$((SECONDS - began))"
}

# Copies what was built into the stack's home, from where it runs: a later build of this checkout must not pull the jars
# from under it. Sets program, and hands SUPPORT_HOME on, which defaults to a place in the checkout.
install_program() {
  local old service
  export SUPPORT_HOME="${SUPPORT_HOME:-$root/.local}"
  program="$SUPPORT_HOME/program-$$"
  for old in "$SUPPORT_HOME"/program-*; do
    [ ! -d "$old" ] || kill -0 "${old##*-}" 2>/dev/null || rm -rf "$old"
  done
  mkdir -p "$program/common-contracts/servers/broker" || fail "The home of the stack can't be written to: $SUPPORT_HOME"
  # The landmark of a checkout.
  cp "$root/common-contracts/servers/broker/pom.xml" "$program/common-contracts/servers/broker/"
  install_part common-contracts/servers/broker/target
  install_part "$stack_part"
  for service in $services; do
    install_part "$service/target"
  done
  if [ -d "$root/$pages_part" ]; then
    mkdir -p "$program/deploy/web"
    cp -Rp "$root/$pages_part" "$program/deploy/web/"
  fi
}

# One program with its libraries and, where there is one, its start-up cache, which holds the times of the jars. What is
# never written again is linked, not copied, where the home lies on the same disk.
install_part() {
  local from="$root/$1" to="$program/$1"
  mkdir -p "$to/libs"
  cp -p "$from"/*.jar "$to/"
  ln "$from"/*.aot "$to/" 2>/dev/null || cp -p "$from"/*.aot "$to/" 2>/dev/null || true
  ln "$from"/libs/*.jar "$to/libs/" 2>/dev/null || cp -p "$from"/libs/*.jar "$to/libs/"
  rm -f "$to"/libs/contracts-*.jar "$to"/libs/service-kit-*.jar "$to"/libs/server-launcher-*.jar
  cp -p "$from"/libs/contracts-*.jar "$from"/libs/service-kit-*.jar "$from"/libs/server-launcher-*.jar "$to/libs/" 2>/dev/null || true
}

# Lets a stack live for a moment, each program of which writes its start-up cache when it ends (JEP 514). Without the
# caches everything runs as well and starts more slowly, so a failure here fails nothing. What this stack needs of the
# processor it takes after everybody else.
train() {
  local SUPPORT_HOME="$root/deploy/target/training" program part began=$SECONDS
  rm -f "$root"/common-contracts/servers/broker/target/*.aot "$root/$stack_part"/*.aot "$root"/*-service/target/*.aot
  [ -z "$stopped" ] || return 0
  printf 'making start-up caches (a stack starts, works and ends)\n'
  rm -rf "$SUPPORT_HOME"
  install_program
  run_child nice -n 19 "$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m --enable-native-access=ALL-UNNAMED \
    -jar "$program/$stack_part/local-stack.jar" train >"$root/deploy/target/training.log" 2>&1
  if [ "$status" -eq 0 ]; then
    for part in common-contracts/servers/broker/target "$stack_part" $(printf '%s/target ' $services); do
      keep_cache "$program/$part" "$root/$part"
    done
    printf 'start-up caches made in %s s\n' "$((SECONDS - began))"
  elif [ -z "$stopped" ]; then
    printf 'no start-up caches: see %s\n' "$root/deploy/target/training.log"
  fi
  rm -rf "$SUPPORT_HOME"
}

# For those who look closely at the stack: they wait for the caches. Not for who only asks.
train_if_needed() {
  case " $* " in *" --help "* | *" --list "*) return ;; esac
  [ "${SUPPORT_START_CACHE:-}" != 0 ] && ! has_caches || return 0
  lock "$training_lock" "training run"
  has_caches || train
  unlock "$training_lock"
}

# What nobody should wait for: once this stack is ready, which that file says. Runs beside it, and ends with it.
build_beside() {
  local ready="$1"
  trap stop_child TERM
  while [ -z "$stopped" ] && [ ! -f "$ready" ]; do
    sleep 1
    kill -0 "$$" 2>/dev/null || return 0
  done
  [ -n "$stopped" ] || build_events_page_if_needed
  [ -n "$stopped" ] || train_if_needed
}

has_caches() {
  local service jar
  for service in $services; do
    jar="$root/$service/target/$service.jar"
    [ "${jar%.jar}.aot" -nt "$jar" ] &&
      [ -z "$(find "$root/$service/target/libs" -name '*.jar' -newer "${jar%.jar}.aot" -print | head -n 1)" ] || return 1
  done
}

# Java goes on without a cache that does not fit, but ends where one can't be loaded: such a one is thrown away here. With
# other options than its program has, it would leave the cache aside and prove nothing. Nor is one kept of jars that
# were built anew while the stack lived.
keep_cache() {
  local cache jar
  for jar in "$1"/*.jar "$1"/libs/*.jar; do
    cmp -s "$jar" "$2${jar#"$1"}" || return 0
  done
  for cache in "$1"/*.aot; do
    for jar in "$1"/*.jar; do
      if "$jdk/bin/java" "-XX:AOTCache=$cache" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:-SegmentedCodeCache \
        --enable-native-access=ALL-UNNAMED -cp "$jar" -version >/dev/null 2>&1; then
        cp -p "$cache" "$2/"
      fi
    done
  done
}
