#!/bin/sh
# Makes the certificates of the TLS tests anew. Needs OpenSSL 3. Valid for a hundred years, trusted by nobody.
set -eu
cd "$(dirname "$0")"
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key.pem"; }
self() { openssl req -x509 -new -key "$1.key.pem" -subj "$2" -days 36500 -out "$1.pem" -addext "$3"; }
signed() { # name subject days extensions
  printf '%s\n' "$4" > "$1.ext"
  openssl req -new -key "$1.key.pem" -subj "$2" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key.pem -CAcreateserial -days "$3" -extfile "$1.ext" -out "$1.pem"
  rm "$1.csr" "$1.ext"
}
for name in ca server self-signed other-host expired client; do key "$name"; done
self ca '/CN=Nori test CA' 'basicConstraints=critical,CA:TRUE'
self self-signed '/CN=localhost' 'subjectAltName=DNS:localhost,IP:127.0.0.1'
signed server '/CN=localhost' 36500 'subjectAltName=DNS:localhost,IP:127.0.0.1'
signed other-host '/CN=elsewhere.example' 36500 'subjectAltName=DNS:elsewhere.example'
signed expired '/CN=localhost' -1 'subjectAltName=DNS:localhost,IP:127.0.0.1'
signed client '/CN=nori' 36500 'extendedKeyUsage=clientAuth'
rm ca.key.pem ca.srl
