# sh services.sh N: a namespace with N services, and a web server in it.
for i in $(seq "$1"); do
  echo "{apiVersion: v1, kind: Service, metadata: {name: user-namespace-$i, namespace: shop},"
  echo " spec: {clusterIP: 10.97.1.7, ports: [{port: 8443, name: https}]}}"
  echo ---
done
cat <<END
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop},
 spec: {containers: [{name: app, image: 'nginx:1.27'}]}}
END
