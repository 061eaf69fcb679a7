# sh crowd.sh N: N services with one port each, in the namespace shop.
for i in $(seq "$1"); do
  echo "{apiVersion: v1, kind: Service, metadata: {name: user-namespace-$i, namespace: shop},"
  echo " spec: {clusterIP: 10.97.1.7, ports: [{port: 8443, name: https}]}}"
  echo ---
done
