#!/bin/sh
# The command line on Linux: put this as 'godwit' on the PATH, with the jar beside it or named by GODWIT_JAR.
here=$(dirname "$(readlink -f "$0")")
exec java -XX:TieredStopAtLevel=1 -jar "${GODWIT_JAR:-$here/godwit.jar}" "$@"
