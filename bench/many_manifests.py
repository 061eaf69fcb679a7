#!/usr/bin/env python3
"""bench/many_manifests.py DIRECTORY OBJECTS: writes a tree of YAML manifests, about 2 KB each.

Files have 1,000 objects: Deployments, Services, ConfigMaps, and Secrets in namespaces of 200
objects. Deterministic. To see that time and memory grow linearly:

    ./bazelw build //:svcenv_static
    for n in 100000 1000000; do
      bench/many_manifests.py /tmp/many $n
      /usr/bin/time -v bazel-bin/svcenv_static lint -f /tmp/many -o short >/dev/null
    done
"""

import pathlib
import sys

PER_FILE = 1000
PER_NAMESPACE = 200

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-{n}
  namespace: team-{space}
  labels: {{app.kubernetes.io/name: app-{n}, app.kubernetes.io/part-of: team-{space}}}
  annotations:
    description: "{filler}"
spec:
  replicas: 3
  selector: {{matchLabels: {{app.kubernetes.io/name: app-{n}}}}}
  template:
    metadata:
      labels: {{app.kubernetes.io/name: app-{n}}}
    spec:
      containers:
      - name: app
        image: registry.example.com/team-{space}/app-{n}:1.4.2
        args: ["--listen=:8080", "--backend=$(BACKEND)", "--level=$(LEVEL)"{more}]
        env:
        - name: BACKEND
          value: http://$(APP_{n}_SERVICE_HOST):$(APP_{n}_SERVICE_PORT)
        - name: LEVEL
          valueFrom: {{configMapKeyRef: {{name: app-{n}, key: LEVEL}}}}
        - name: PASSWORD
          valueFrom: {{secretKeyRef: {{name: app-{n}, key: password}}}}
        envFrom:
        - configMapRef: {{name: app-{n}}}
        resources: {{requests: {{cpu: 100m, memory: 128Mi}}, limits: {{memory: 256Mi}}}}
        readinessProbe: {{httpGet: {{path: /healthz, port: 8080}}, periodSeconds: 5}}
"""

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: app-{n}
  namespace: team-{space}
  annotations:
    description: "{filler}"
spec:
  clusterIP: 10.{a}.{b}.{c}
  selector: {{app.kubernetes.io/name: app-{n}}}
  ports:
  - {{name: http, port: 80, targetPort: 8080}}
  - {{name: metrics, port: 9090, targetPort: 9090}}
"""

CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {{name: app-{n}, namespace: team-{space}}}
data:
  LEVEL: info
  REGION: eu-central-1
  APPLICATION_YAML: |
    server: {{port: 8080}}
    text: "{filler}"
"""

SECRET = """\
apiVersion: v1
kind: Secret
metadata: {{name: app-{n}, namespace: team-{space}}}
stringData:
  password: not-a-real-password-{n}
  blob: "{filler}"
"""

KINDS = (DEPLOYMENT, SERVICE, CONFIG_MAP, SECRET)
FILLERS = (900, 1500, 1700, 1800)  # bytes, so that an object has about 2 KB


def manifest(number):
    kind, n = number % 4, number // 4
    more = ', "--gone=$(GONE)"' if n % 50 == 7 else ""
    filler = ("0123456789abcdef " * 120)[: FILLERS[kind]]
    return KINDS[kind].format(n=n, space=number // PER_NAMESPACE, filler=filler, more=more, a=96 + n // 62500, b=n // 250 % 250, c=n % 250 + 1)


def main():
    directory, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    for first in range(0, count, PER_FILE):
        texts = [manifest(number) for number in range(first, min(count, first + PER_FILE))]
        (directory / f"{first // PER_FILE:06}.yaml").write_text("---\n".join(texts))


if __name__ == "__main__":
    main()
