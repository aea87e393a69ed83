#!/usr/bin/env bash
# The tests that type in a Windows console: Wine shows one only in a terminal, so this makes one.
#
#   in_console.sh WINDOWS SUITE    where build.sh made it, and where a copy of the tests stands
set -euo pipefail
windows=$1 suite=$2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
cd "$suite"
# What pytest says goes to a file of its own: the console is the screen of the program.
timeout 600 script -qec "$windows/run -m pytest -o addopts= --import-mode=importlib -p no:cacheprovider \
  -p no:terminal -m console --junitxml=console.xml tests/windows" /dev/null < <(sleep 560) > "$log" 2>&1 || true
grep -o '<testsuite [^>]*' console.xml | grep -q 'errors="0" failures="0"' || { tail -c 3000 "$log"; cat console.xml; exit 1; }
grep -o 'tests="[0-9]*"' console.xml
