#!/usr/bin/env python3
"""Writes a realistic tree of 200 manifests: bench/lint_tree.py DIRECTORY

Forty applications in eight namespaces with five files each. Deterministic. Some contain common mistakes. To time lint:

    ./bazelw build -c opt //cli:svcenv
    bench/lint_tree.py /tmp/tree && time bazel-bin/cli/svcenv lint -R -f /tmp/tree
"""

import pathlib
import sys

TEAMS = ["shop", "billing", "search", "identity", "mail", "data", "edge", "ops"]
APPS = ["web", "api", "worker", "cache", "store"]

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {team}
  labels: {{app.kubernetes.io/name: {name}, app.kubernetes.io/part-of: {team}}}
spec:
  clusterIP: 10.96.{number}.10
  selector:
    app.kubernetes.io/name: {name}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: metrics
    port: 9090
    targetPort: metrics
"""

CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}-settings
  namespace: {team}
data:
  LOG_LEVEL: info
  LOG_FORMAT: json
  TRACING_ENDPOINT: http://collector.ops.svc:4317
  FEATURES: "checkout,search,recommendations"
  application.yaml: |
    server:
      port: 8080
    cache:
      ttl: 30s
{settings}"""

SECRET = """\
apiVersion: v1
kind: Secret
metadata:
  name: {name}-credentials
  namespace: {team}
type: Opaque
stringData:
  username: {name}
  password: example-{number}
"""

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: {team}
  labels:
    app.kubernetes.io/name: {name}
    app.kubernetes.io/part-of: {team}
spec:
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: {name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {name}
      annotations:
        prometheus.io/scrape: "true"
    spec:
      serviceAccountName: {name}
      initContainers:
      - name: migrate
        image: registry.example.com/{team}/{name}-migrate:1.{number}.0
        command: ["/bin/sh", "-c", "until nc -z $STORE_SERVICE_HOST 80; do sleep 1; done; exec migrate"]
        envFrom:
        - configMapRef:
            name: {name}-settings
      containers:
      - name: {name}
        image: registry.example.com/{team}/{name}:1.{number}.0
        args: ["--listen=:8080", "--log-level=$(LOG_LEVEL)", "--store=http://$({reference}):80"]
        ports:
        - name: http
          containerPort: 8080
        - name: metrics
          containerPort: 9090
        envFrom:
        - configMapRef:
            name: {name}-settings
        env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: POD_IP
          valueFrom:
            fieldRef:
              fieldPath: status.podIP
        - name: MEMORY_LIMIT
          valueFrom:
            resourceFieldRef:
              resource: limits.memory
        - name: DATABASE_USER
          valueFrom:
            secretKeyRef:
              name: {name}-credentials
              key: username
        - name: DATABASE_PASSWORD
          valueFrom:
            secretKeyRef:
              name: {name}-credentials
              key: password
        - name: DATABASE_URL
          value: postgres://$(DATABASE_USER):$(DATABASE_PASSWORD)@$(STORE_SERVICE_HOST):$(STORE_SERVICE_PORT)/{name}
{environment}        resources:
          requests: {{cpu: 100m, memory: 128Mi}}
          limits: {{memory: 512Mi}}
        readinessProbe:
          httpGet:
            path: /ready
            port: http
        livenessProbe:
          exec:
            command: ["/bin/sh", "-c", "curl -fsS http://localhost:8080/live"]
        volumeMounts:
        - name: logs
          mountPath: /var/log/{name}
          subPathExpr: $(POD_NAME)
      - name: proxy
        image: registry.example.com/ops/proxy:4.2.0
        args: ["--upstream=localhost:8080", "--zone={team}"]
        env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
        resources:
          limits: {{memory: 64Mi}}
      volumes:
      - name: logs
        emptyDir: {{}}
"""

CRON_JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {name}-cleanup
  namespace: {team}
spec:
  schedule: "{minute} 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          enableServiceLinks: false
          containers:
          - name: cleanup
            image: registry.example.com/{team}/{name}:1.{number}.0
            command: ["/app/cleanup", "--older-than=$(RETENTION)"]
            env:
            - name: RETENTION
              value: 30d
            envFrom:
            - configMapRef:
                name: {name}-settings
"""

DUPLICATE = """\
        - name: LOG_LEVEL
          value: debug
        - name: LOG_LEVEL
          value: warn
"""


def write_application(root, number, team, name):
    values = {
        "team": team,
        "name": name,
        "number": number,
        "minute": number % 60,
        "reference": "STORE_SERVICE_HOTS" if number % 13 == 0 else "STORE_SERVICE_HOST",
        "environment": DUPLICATE if number % 11 == 0 else "",
        "settings": "".join(f"  SETTING_{i}: value-{number}-{i}\n" for i in range(number % 7)),
    }
    directory = root / team / name
    directory.mkdir(parents=True, exist_ok=True)
    files = {"service": SERVICE, "configmap": CONFIG, "secret": SECRET, "deployment": DEPLOYMENT, "cronjob": CRON_JOB}
    for file, text in files.items():
        (directory / f"{file}.yaml").write_text(text.format(**values), encoding="utf-8")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    number = 0
    for team in TEAMS:
        for name in APPS:
            number += 1
            write_application(pathlib.Path(sys.argv[1]), number, team, name)


main()
