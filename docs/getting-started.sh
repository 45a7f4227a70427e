#!/bin/sh
# From an empty directory to a verified migration and its report, by the command line alone. A test executes this file.
#   docs/getting-started.sh DIRECTORY        needs a Java runtime 17 or later, curl, and the jar: GODWIT_JAR, default
#                                            target/godwit.jar
# The destination is the embedded database; SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD name a SQL Server instead.
set -eu
jar=$(realpath "${GODWIT_JAR:-target/godwit.jar}")
mkdir -p "$1"
cd "$1"
[ -z "$(ls -A)" ] || { echo "$1 is not empty" >&2; exit 2; }

export SERVER_PORT="${SERVER_PORT:-8080}"
export GODWIT_DATA_DIR="$PWD/data" GODWIT_BOOTSTRAP_ADMIN_PASSWORD="Getting-Started-1"
export GODWIT_NETWORK_ALLOW_LOOPBACK=true GODWIT_CONTENT_ROOTS="$PWD"
export GODWIT_URL="http://localhost:$SERVER_PORT" GODWIT_USER=admin GODWIT_PASSWORD="$GODWIT_BOOTSTRAP_ADMIN_PASSWORD"
godwit() { java -XX:TieredStopAtLevel=1 -jar "$jar" "$@"; }

# 1. A source hierarchy to migrate: here a sample one, in the real formats, which has to lie in the data directory.
godwit sample-site --clients 200 --packages 6 --files-per-package 20 --file-bytes 100000 --out data/source | tee source.txt

# 2. The server, started as a service manager does it, until it says that it is ready.
java -Xmx512m -jar "$jar" server >server.log 2>&1 &
server=$!
echo "$server" >server.pid
trap '[ -n "${GODWIT_KEEP_RUNNING:-}" ] || kill "$server"' EXIT
waited=0
until curl -sf "$GODWIT_URL/actuator/health/readiness" >/dev/null; do
  kill -0 "$server" || { tail server.log >&2; exit 1; }
  waited=$((waited + 1)) && [ "$waited" -lt 600 ] || { tail server.log >&2; exit 1; }
  sleep 0.5
done

# 3. Where from and where to.
godwit source add --name Sample --site-server "$(sed -n 's/^Top-level site .* on //p' source.txt)" \
  --jdbc-url "$(sed -n 's/^Site database *//p' source.txt)"
godwit source gather 1 --wait
sed -n 's/^Content library  //p' source.txt | while IFS= read -r library; do
  godwit content locate --source 1 --server "${library%%: *}" --path "${library#*: }" </dev/null
done
mkdir -p destination/GDWDP1
godwit content add-point --name GDWDP1 --site-code GDW --path "$PWD/destination/GDWDP1"

# 4. The job: planned before anything is written, then run and verified.
godwit job create --name Everything --type OBJECT --source 1 --types PACKAGE,COLLECTION --clients ALL --packages ALL
godwit job plan 1
godwit job start 1 --wait

# 5. What is there now, the report, and the proof that the audit trail is whole.
godwit client list --blocked --size 5
godwit job report 1 --format html --to report.html
godwit job report 1 --format csv --to report.csv
godwit audit verify
echo "Done: $PWD/report.html"
