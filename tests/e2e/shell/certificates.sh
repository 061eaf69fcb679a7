# shellcheck shell=bash
# shellcheck disable=SC2154 # run, pki, … are set by inside
# One authority, one certificate for all servers, one for all clients; and the kubeconfig.

make_certificates() {
  mkdir -p "$pki"
  cd "$pki" || return
  new_key ca
  openssl req -x509 -new -key ca.key -subj /CN=svcenv-e2e -days 30 -out ca.crt
  sign server /CN=localhost "subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc
extendedKeyUsage=serverAuth"
  sign admin /O=system:masters/CN=admin "extendedKeyUsage=clientAuth"
  new_key service-accounts
  cd /
  cat >"$KUBECONFIG" <<END
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: {server: "https://127.0.0.1:6443", certificate-authority: $pki/ca.crt}}]
users: [{name: admin, user: {client-certificate: $pki/admin.crt, client-key: $pki/admin.key}}]
contexts: [{name: e2e, context: {cluster: e2e, user: admin}}]
current-context: e2e
END
}

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }

# sign NAME SUBJECT EXTENSIONS
sign() {
  new_key "$1"
  openssl req -new -key "$1.key" -subj "$2" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile <(echo "$3") -out "$1.crt"
}
