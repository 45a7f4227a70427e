#!/bin/bash
# Throwaway Active Directory domain controller (Samba) on loopback, with LDAPS (certificate dc1.pem), a computer account
# WORKER1$, its keytab, users, groups, and a share that must be encrypted. Usage: ad-dc.sh DIR (DIR is wiped). Stop: kill $(cat DIR/run/samba.pid). Needs root.
set -euo pipefail
D=$(realpath -m "$1"); rm -rf "$D"; mkdir -p "$D"/{share/PkgLib,dfs,log,run,ncalrpc} /run/samba
samba-tool domain provision --targetdir="$D/dom" --realm=CORP.EXAMPLE --domain=CORP --server-role=dc --dns-backend=NONE \
  --adminpass='Passw0rd.Adm1n' --host-name=dc1 --host-ip=127.0.0.1 \
  --option="interfaces=lo" --option="bind interfaces only=yes" >"$D/log/provision.log" 2>&1
T="$D/dom/private/tls"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=dc1.corp.example' \
  -addext 'subjectAltName=DNS:dc1.corp.example,DNS:corp.example,DNS:localhost' -keyout "$T/key.pem" -out "$T/cert.pem" 2>/dev/null
chmod 600 "$T/key.pem"; cp "$T/cert.pem" "$D/dc1.pem"
printf '%s\n' '[global]' 'netbios name = DC1' 'realm = CORP.EXAMPLE' 'workgroup = CORP' 'server role = active directory domain controller' \
  'server services = s3fs, rpc, ldap, cldap, kdc, winbindd' 'interfaces = lo' 'bind interfaces only = yes' \
  'server min protocol = SMB3_00' 'server smb encrypt = required' \
  "tls keyfile = $T/key.pem" "tls certfile = $T/cert.pem" 'tls cafile =' \
  "private dir = $D/dom/private" "state directory = $D/dom/state" "cache directory = $D/dom/cache" "lock directory = $D/dom" \
  "binddns dir = $D/dom/bind-dns" "pid directory = $D/run" "ncalrpc dir = $D/ncalrpc" "ntp signd socket directory = $D/run/ntp_signd" \
  "log file = $D/log/log.samba" 'logging = file' 'load printers = no' 'disable spoolss = yes' \
  '[content]' "path = $D/share" 'read only = no' \
  '[SCCMContentLib$]' "path = $D/share" 'read only = yes' \
  '[dfs]' "path = $D/dfs" 'msdfs root = yes' > "$D/smb.conf"
ln -s 'msdfs:dc1.corp.example\content' "$D/dfs/link"   # a path of DFS that leads to the share
A="--configfile=$D/smb.conf"
samba-tool user create alice 'Al1ce.Passw0rd' $A >/dev/null
samba-tool user create expired 'Exp1red.Passw0rd' $A >/dev/null
printf '%s\n' 'dn: CN=expired,CN=Users,DC=corp,DC=example' 'changetype: modify' 'replace: accountExpires' \
  'accountExpires: 116444736000000000' | ldbmodify -H "$D/dom/private/sam.ldb" >/dev/null
for u in disabled stale bob; do samba-tool user create $u 'An0ther.Passw0rd' $A >/dev/null; done
samba-tool user disable disabled $A >/dev/null
printf '%s\n' 'dn: CN=stale,CN=Users,DC=corp,DC=example' 'changetype: modify' 'replace: pwdLastSet' 'pwdLastSet: 0' \
  | ldbmodify -H "$D/dom/private/sam.ldb" >/dev/null
for g in migration-team night-shift; do samba-tool group add $g $A >/dev/null; done
samba-tool group addmembers night-shift alice $A >/dev/null
samba-tool group addmembers migration-team night-shift $A >/dev/null   # alice is in it through a group in a group
samba-tool computer create WORKER1 $A >/dev/null
printf '%s\n' 'dn: CN=WORKER1,CN=Computers,DC=corp,DC=example' 'changetype: modify' \
  'replace: msDS-SupportedEncryptionTypes' 'msDS-SupportedEncryptionTypes: 24' - 'add: servicePrincipalName' \
  'servicePrincipalName: HOST/worker1.corp.example' 'servicePrincipalName: HTTP/worker1.corp.example' \
  'servicePrincipalName: MSSQLSvc/worker1.corp.example:14331' | ldbmodify -H "$D/dom/private/sam.ldb" >/dev/null
samba-tool user setpassword 'WORKER1$' --newpassword='W0rker1.Machine.Pw' $A >/dev/null   # after the line above, else RC4 keys only
for p in 'WORKER1$' HTTP/worker1.corp.example MSSQLSvc/worker1.corp.example:14331; do samba-tool domain exportkeytab "$D/worker1.keytab" --principal="$p" $A 2>/dev/null; done
printf '127.0.0.1 %s\n' localhost 'dc1.corp.example' worker1.corp.example other.corp.example corp.example > "$D/hosts"
E='aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96'
printf '%s\n' '[libdefaults]' 'default_realm = CORP.EXAMPLE' 'dns_lookup_kdc = false' 'dns_lookup_realm = false' 'rdns = false' \
  'dns_canonicalize_hostname = false' 'udp_preference_limit = 1' 'kdc_timeout = 2000' 'max_retries = 1' \
  "default_tkt_enctypes = $E" "default_tgs_enctypes = $E" "permitted_enctypes = $E" \
  '[realms]' 'CORP.EXAMPLE = {' '  kdc = 127.0.0.1' '}' 'DOWN.EXAMPLE = {' '  kdc = 127.0.0.1:9' '}' \
  '[domain_realm]' '.corp.example = CORP.EXAMPLE' 'corp.example = CORP.EXAMPLE' > "$D/krb5.conf"
chmod 777 "$D/share"
# a controller of another test may still be on its way out
for i in $(seq 1200); do ss -ltn | grep -qE "127.0.0.1:(445|88|636) " || break; sleep 0.1; done
samba -s "$D/smb.conf" -F --no-process-group </dev/null >"$D/log/fg.log" 2>&1 &
for p in 445 88 636; do for i in $(seq 300); do ss -ltn | grep -q "127.0.0.1:$p " && break; sleep 0.1; done; done
samba_spnupdate -s "$D/smb.conf"   # without DNS update the DC lacks its ldap/ principals
