#!/bin/sh
# Lays the jar out for fast starts: extracted, with a class data archive made by the Java that will run it.
#   deploy/install.sh godwit.jar /opt/godwit
# Then: java -XX:SharedArchiveFile=/opt/godwit/godwit.jsa -jar /opt/godwit/godwit.jar server
set -eu
jar=$1
to=$2
next="$to.next"
rm -rf "$next"
java -Djarmode=tools -jar "$jar" extract --destination "$next"
extracted="$next/$(basename "$jar")"
[ "$extracted" = "$next/godwit.jar" ] || mv "$extracted" "$next/godwit.jar"
rm -rf "$to"
mv "$next" "$to" # the archive remembers where its jars lie
training=$(mktemp -d)
GODWIT_DATA_DIR="$training" java -XX:ArchiveClassesAtExit="$to/godwit.jsa" -Dspring.context.exit=onRefresh \
  -jar "$to/godwit.jar" server >"$training.log" 2>&1 || { tail "$training.log" >&2; exit 1; }
rm -rf "$training" "$training.log"
echo "Laid out in $to"
