#!/bin/sh
# Installs the jar for fast starts: with a class data archive made by the Java that will run it.
#   deploy/install.sh godwit.jar /opt/godwit
# Then: java -XX:SharedArchiveFile=/opt/godwit/godwit.jsa -jar /opt/godwit/godwit.jar server
set -eu
jar=$1
to=$2
training=$(mktemp -d)
trap 'rm -rf "$training"' EXIT
rm -rf "$to.next"
mkdir -p "$to.next"
cp "$jar" "$to.next/godwit.jar"
rm -rf "$to"
mv "$to.next" "$to" # the archive remembers where its jar lies
GODWIT_DATA_DIR="$training/data" java -XX:ArchiveClassesAtExit="$to/godwit.jsa" -Dspring.context.exit=onRefresh \
  -jar "$to/godwit.jar" server >"$training/log" 2>&1 || { tail "$training/log" >&2; exit 1; }
echo "Installed in $to"
