#!/usr/bin/env bash
# Makes what deploy/compose.tls.yml needs, once, into the volume of secrets: an authority, certificates, a password a
# user; each service sees its own folder only. A certificate that ends within 30 days is made anew at the next `up`.
set -euo pipefail
cd "${1:-/run/secrets}"
users="poll extract contradict sink console notify tools reader"

password() { # FILE: one is drawn where there is none
  mkdir -p "$(dirname "$1")"
  [ -s "$1" ] || python -c 'import secrets; print(secrets.token_urlsafe(24), end="")' >"$1"
}

authority() {
  mkdir -p authority
  chmod 0700 authority
  [ -s authority/ca.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
    -subj "/CN=Crosswire's authority" -addext keyUsage=critical,keyCertSign,cRLSign -keyout authority/ca.key -out authority/ca.pem 2>/dev/null
}

extensions() { # NAME: what strict clients (Python 3.13, Java) ask of a server's certificate
  printf '%s\n' "subjectAltName=DNS:$1,DNS:localhost,IP:127.0.0.1" basicConstraints=critical,CA:FALSE \
    keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth authorityKeyIdentifier=keyid subjectKeyIdentifier=hash
}

certificate() { # NAME: key and certificate of a service in its own folder
  mkdir -p "$1"
  if openssl x509 -checkend 2592000 -noout -in "$1/server.crt" >/dev/null 2>&1; then return; fi
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
    -keyout "$1/server.key" -out "$1/server.csr" 2>/dev/null
  openssl x509 -req -in "$1/server.csr" -CA authority/ca.pem -CAkey authority/ca.key -days 825 -out "$1/server.crt" \
    -extfile <(extensions "$1") 2>/dev/null
  rm "$1/server.csr"
  cat "$1/server.key" "$1/server.crt" authority/ca.pem >"$1/server.pem"
}

authority
certificate kafka
certificate postgres
password postgres/password
for user in $users; do
  password "users/$user"
  mkdir -p "$user"
  cp authority/ca.pem "$user/ca.pem"
  cp "users/$user" "$user/crosswire_kafka_password"
  printf 'postgresql://crosswire:%s@postgres:5432/crosswire?sslmode=verify-full&sslrootcert=/run/secrets/ca.pem' \
    "$(cat postgres/password)" >"$user/crosswire_database"
done
# Only Kafka's users and those of the outside world need no database.
rm reader/crosswire_database
# The folders are mounted apart: whoever sees one may read it, whatever its user's number in the image.
chmod 0444 users/* kafka/* postgres/*
for user in $users; do chmod 0444 "$user"/*; done
