#!/usr/bin/env bash
# Runs the tests of the library on Arm64 in an emulator. Needs the Debian packages qemu-user-static, libc6-arm64-cross, libstdc++6-arm64-cross and
# libgcc-s1-arm64-cross. Arguments are namespaces or classes of FcGen.Tests; without any, all that compute numbers run.
# Not covered: tests that start other processes, files and data (which need more of the operating system than the emulator has), and times.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
dotnet publish -c Release --nologo -v:q -r linux-arm64 --self-contained --artifacts-path "$program/artifacts" tests/FcGen.Machines -o "$program"
[ $# -gt 0 ] || set -- Golden Numerics Losses Optimizers Initialization Metrics Schedules Networks.ForwardBitsTests Networks.BatchTests Networks.DegreeTests Training.TrainerStepTests

# The emulator does not see code that the runtime writes through a second mapping of the same memory.
export QEMU_LD_PREFIX=/usr/aarch64-linux-gnu DOTNET_EnableWriteXorExecute=0
qemu-aarch64-static "$program/FcGen.Machines" "$@"
