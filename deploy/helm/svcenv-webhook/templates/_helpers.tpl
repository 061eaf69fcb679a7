{{- define "svcenv-webhook.labels" -}}
app.kubernetes.io/name: svcenv-webhook
app.kubernetes.io/part-of: svcenv
{{- end }}

{{- define "svcenv-webhook.selector" -}}
app.kubernetes.io/name: svcenv-webhook
app.kubernetes.io/component: server
{{- end }}

{{- define "svcenv-webhook.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "svcenv-webhook.namespaceSelector" -}}
matchExpressions:
- key: kubernetes.io/metadata.name
  operator: NotIn
  values:
  {{- concat (list "kube-system" "kube-node-lease" .Release.Namespace) .Values.webhook.excludedNamespaces | toYaml | nindent 2 }}
{{- with .Values.webhook.namespaceExpressions }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "svcenv-webhook.webhook" -}}
admissionReviewVersions: [v1]
failurePolicy: Ignore
timeoutSeconds: {{ .Values.webhook.timeoutSeconds }}
sideEffects: None
matchPolicy: Equivalent
namespaceSelector:
  {{- include "svcenv-webhook.namespaceSelector" . | nindent 2 }}
objectSelector: {}
{{- end }}

{{- define "svcenv-webhook.clientConfig" -}}
service:
  name: svcenv-webhook
  namespace: {{ .root.Release.Namespace }}
  path: {{ .path }}
  port: 443
{{- /* Never empty: that would remove the one in the cluster. */}}
{{- if and (eq .root.Values.certificates.mode "external") .root.Values.webhook.caBundle }}
caBundle: {{ .root.Values.webhook.caBundle | b64enc }}
{{- end }}
{{- end }}

{{- define "svcenv-webhook.annotations" -}}
{{- if eq .Values.certificates.mode "cert-manager" }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/svcenv-webhook
{{- end }}
{{- end }}

{{- define "svcenv-webhook.placement" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{ toYaml . }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "svcenv-webhook.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "svcenv-webhook.certificatePod" -}}
metadata:
  labels:
    {{- include "svcenv-webhook.labels" . | nindent 4 }}
    app.kubernetes.io/component: certificate
spec:
  serviceAccountName: svcenv-webhook-certificate
  automountServiceAccountToken: true
  enableServiceLinks: false
  restartPolicy: OnFailure
  {{- include "svcenv-webhook.placement" . | nindent 2 }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    seccompProfile:
      type: RuntimeDefault
  containers:
  - name: certificate
    image: {{ include "svcenv-webhook.image" . }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    command: [/svcenv-webhook]
    args:
    - certificate
    - --secret={{ .Release.Namespace }}/svcenv-webhook-tls
    - --dns=svcenv-webhook.{{ .Release.Namespace }}.svc
    {{- if .Values.webhook.enabled }}
    - --mutating=svcenv-webhook
    {{- if .Values.webhook.warnings }}
    - --validating=svcenv-webhook-warnings
    {{- end }}
    {{- end }}
    {{- if ne (int .Values.certificates.days) 90 }}
    - --days={{ .Values.certificates.days }}
    {{- end }}
    {{- if ne (int .Values.certificates.authorityDays) 365 }}
    - --ca-days={{ .Values.certificates.authorityDays }}
    {{- end }}
    resources:
      requests:
        cpu: 10m
        memory: 64Mi
      limits:
        memory: 64Mi
    securityContext:
      {{- include "svcenv-webhook.containerSecurity" . | nindent 6 }}
{{- end }}
