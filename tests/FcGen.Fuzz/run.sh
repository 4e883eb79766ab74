#!/usr/bin/env bash
# Fuzzes the file readers with afl++ and SharpFuzz: run.sh [SECONDS per reader, default 600] [safetensors csv idx npy].
# Findings are stored in tests/FcGen.Fuzz/findings/<reader>. Reproduce them with
# dotnet run --project tests/FcGen.Fuzz -- run <reader> FILE...
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(safetensors csv idx npy)
folder=tests/FcGen.Fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_ROLL_FORWARD=Major DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1

command -v afl-fuzz >/dev/null || (apt-get update -q && apt-get install -y -q afl++)
dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tools"
dotnet publish -c Release --nologo -v q "$folder" -o "$work/app"
for target in "${targets[@]}"; do
    dotnet "$work/app/FcGen.Fuzz.dll" seeds "$target" "$work/seeds/$target"
done
"$work/tools/sharpfuzz" "$work/app/FcGen.dll"

failed=0
for target in "${targets[@]}"; do
    rm -rf "$folder/findings/$target"
    mkdir -p "$folder/findings" "$work/out"
    afl-fuzz -m none -t 20000 -V "$seconds" -x "$folder/tokens.dict" -i "$work/seeds/$target" -o "$work/out/$target" \
        -- dotnet "$work/app/FcGen.Fuzz.dll" fuzz "$target" >"$work/$target.log" 2>&1 || { tail -n 30 "$work/$target.log"; exit 1; }
    grep -E '^(execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs)' "$work/out/$target/default/fuzzer_stats" | sed "s/^/$target: /"
    for finding in "$work/out/$target"/default/{crashes,hangs}/id*; do
        [ -e "$finding" ] || continue
        mkdir -p "$folder/findings/$target"
        cp "$finding" "$folder/findings/$target/"
        failed=1
    done
done
exit $failed
