// The table of kinds. For built-in kinds, names, groups, and plurals are from
// staging/src/k8s.io/api, and short names from ShortNames() in pkg/registry/*/*/storage/storage.go
// (1.37.2). For custom resources, these and the paths of their pods are from the
// CustomResourceDefinitions; the comments cite the files and their version.
#include "svcenv/kubernetes/kinds_table.h"

namespace svcenv {
namespace {

using Type = Kind::Type;
using Shape = PodPlace::Shape;

constexpr PodPlace kPod[] = {{"", Shape::kPod}};
constexpr PodPlace kSpecTemplate[] = {{"spec.template"}};
constexpr PodPlace kCronJob[] = {{"spec.jobTemplate.spec.template"}};
constexpr PodPlace kPodTemplate[] = {{"template"}};

// Set by pkg/registry/batch/job/strategy.go, generateSelector, and
// pkg/controller/job/indexed_job_utils.go (1.37.2). template_to_pod.cc computes the values of some.
constexpr std::string_view kJobLabels =
    "batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index "
    "batch.kubernetes.io/job-name controller-uid job-name";
constexpr std::string_view kJobAnnotations =
    "batch.kubernetes.io/job-completion-index batch.kubernetes.io/job-index-failure-count "
    "batch.kubernetes.io/job-index-ignored-failure-count";
constexpr Controller kJob = {kJobLabels, kJobAnnotations, "", /*makes_jobs=*/true};

// pkg/controller/statefulset/stateful_set_utils.go, updateIdentity and setPodRevision (1.37.2).
constexpr Controller kStatefulSet = {
    "apps.kubernetes.io/pod-index controller-revision-hash statefulset.kubernetes.io/pod-name"};

// ------------------------------------------------------------------------------ Argo, Knative

constexpr PodPlace kExperiment[] = {{"spec.templates.*.template"}};
constexpr PodPlace kAnalysis[] = {{"spec.metrics.*.provider.job.spec.template"}};

// Metrics run as Jobs: metricproviders/job. {{args.x}}: utils/analysis.
constexpr Controller kAnalysisJob = {kJobLabels, kJobAnnotations, "",    /*makes_jobs=*/true,
                                     false,      false,           false, Placeholders::kWorkflow};

// rollout/sync.go sets the hash; rollout/ephemeralmetadata.go sets the metadata of the strategy.
constexpr Controller kRollout = {"rollouts-pod-template-hash *", "*"};

constexpr PodPlace kWorkflow[] = {{"spec.templates.*", Shape::kWorkflowTemplate},
                                  {"spec.templates.*.dag.tasks.*.inline", Shape::kWorkflowTemplate},
                                  {"spec.templates.*.steps.*.*.inline", Shape::kWorkflowTemplate},
                                  {"spec.templateDefaults", Shape::kWorkflowTemplate}};
constexpr PodPlace kCronWorkflow[] = {
    {"spec.workflowSpec.templates.*", Shape::kWorkflowTemplate},
    {"spec.workflowSpec.templates.*.dag.tasks.*.inline", Shape::kWorkflowTemplate},
    {"spec.workflowSpec.templates.*.steps.*.*.inline", Shape::kWorkflowTemplate},
    {"spec.workflowSpec.templateDefaults", Shape::kWorkflowTemplate}};
// workflow/controller/workflowpod.go appends ARGO_* to env and wraps the command.
constexpr Controller kWorkflowController = {"*",   "*",   "ARGO_*", false,
                                            false, false, false,    Placeholders::kWorkflow};

// pkg/apis/serving/v1/revision_types.go, RevisionSpec (1.23).
constexpr std::string_view kRevisionFields[] = {
    "containerConcurrency", "timeoutSeconds", "idleTimeoutSeconds", "responseStartTimeoutSeconds"};

constexpr PodPlace kRevision[] = {{"spec", Shape::kSpec}};
// pkg/reconciler/revision/resources/env_var.go; deploy.go for PORT. Its validation rejects entries
// of env with these names. enableServiceLinks is from config-defaults: pkg/apis/serving/v1,
// revision_defaults.go.
constexpr Controller kKnative = {"*",
                                 "*",
                                 "K_CONFIGURATION K_REVISION K_SERVICE PORT",
                                 false,
                                 false,
                                 /*sets_links=*/true};

// ------------------------------------------------------------------------------ Tekton

constexpr PodPlace kTask[] = {{"spec", Shape::kTask}};
constexpr PodPlace kTaskRun[] = {{"spec.taskSpec", Shape::kTask}};
constexpr PodPlace kPipeline[] = {{"spec.tasks.*.taskSpec", Shape::kTask},
                                  {"spec.finally.*.taskSpec", Shape::kTask},
                                  {"spec.tasks.*.pipelineSpec.tasks.*.taskSpec", Shape::kTask},
                                  {"spec.tasks.*.pipelineSpec.finally.*.taskSpec", Shape::kTask}};
constexpr PodPlace kPipelineRun[] = {
    {"spec.pipelineSpec.tasks.*.taskSpec", Shape::kTask},
    {"spec.pipelineSpec.finally.*.taskSpec", Shape::kTask},
    {"spec.pipelineSpec.tasks.*.pipelineSpec.tasks.*.taskSpec", Shape::kTask},
    {"spec.pipelineSpec.tasks.*.pipelineSpec.finally.*.taskSpec", Shape::kTask}};
// pkg/pod/pod.go. enableServiceLinks is from a pod template, which config-defaults may contain.
constexpr Controller kTekton = {
    "*", "*", "*", false, false, /*sets_links=*/true, false, Placeholders::kTask};

// ------------------------------------------------------------------------------ batch and AI

constexpr PodPlace kScaledJob[] = {{"spec.jobTargetRef.template"}};
constexpr Controller kScaledJobController = {
    "batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index "
    "batch.kubernetes.io/job-name controller-uid job-name scaledjob.keda.sh/name",
    kJobAnnotations, "", /*makes_jobs=*/true};

constexpr PodPlace kJobSet[] = {{"spec.replicatedJobs.*.template.spec.template"}};
// pkg/webhooks/jobset_webhook.go defaults completionMode.
constexpr Controller kJobSetController = {
    "batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index "
    "batch.kubernetes.io/job-name controller-uid job-name jobset.sigs.k8s.io/*",
    "batch.kubernetes.io/job-completion-index batch.kubernetes.io/job-index-failure-count "
    "batch.kubernetes.io/job-index-ignored-failure-count jobset.sigs.k8s.io/*",
    "", /*makes_jobs=*/true, /*jobs_are_indexed=*/true};

constexpr PodPlace kTrainingRuntime[] = {
    {"spec.template.spec.replicatedJobs.*.template.spec.template"}};
constexpr Controller kTrainer = {"*", "*", "*", /*makes_jobs=*/true, /*jobs_are_indexed=*/true};

constexpr PodPlace kLws[] = {{"spec.leaderWorkerTemplate.leaderTemplate"},
                             {"spec.leaderWorkerTemplate.workerTemplate"}};
// pkg/utils/pod/pod_utils.go, AddLWSVariables; pkg/utils/accelerators/tpu.go.
constexpr Controller kLwsController = {
    "apps.kubernetes.io/pod-index controller-revision-hash leaderworkerset.sigs.k8s.io/* "
    "statefulset.kubernetes.io/pod-name",
    "leaderworkerset.sigs.k8s.io/*",
    "LWS_GROUP_SIZE LWS_LEADER_ADDRESS LWS_WORKER_INDEX TPU_*",
    false,
    false,
    false,
    /*replaces_variables=*/true};

constexpr PodPlace kRayCluster[] = {{"spec.headGroupSpec.template"},
                                    {"spec.workerGroupSpecs.*.template"}};
constexpr PodPlace kRayJob[] = {{"spec.rayClusterSpec.headGroupSpec.template"},
                                {"spec.rayClusterSpec.workerGroupSpecs.*.template"},
                                {"spec.submitterPodTemplate"}};
constexpr PodPlace kRayService[] = {{"spec.rayClusterConfig.headGroupSpec.template"},
                                    {"spec.rayClusterConfig.workerGroupSpecs.*.template"}};
constexpr PodPlace kRayCronJob[] = {{"spec.jobTemplate.rayClusterSpec.headGroupSpec.template"},
                                    {"spec.jobTemplate.rayClusterSpec.workerGroupSpecs.*.template"},
                                    {"spec.jobTemplate.submitterPodTemplate"}};
// ray-operator/controllers/ray/common/pod.go and utils/constant.go.
constexpr Controller kRay = {"*", "*", "FQ_RAY_IP KUBERAY_* RAY_* REDIS_PASSWORD REDIS_USERNAME"};

constexpr PodPlace kSpark[] = {{"spec.driver", Shape::kSparkRole},
                               {"spec.executor", Shape::kSparkRole}};
constexpr PodPlace kScheduledSpark[] = {{"spec.template.driver", Shape::kSparkRole},
                                        {"spec.template.executor", Shape::kSparkRole}};

constexpr PodPlace kTfJob[] = {{"spec.tfReplicaSpecs.*.template"}};
constexpr PodPlace kPyTorchJob[] = {{"spec.pytorchReplicaSpecs.*.template"}};
constexpr PodPlace kMpiJob[] = {{"spec.mpiReplicaSpecs.*.template"}};
constexpr PodPlace kXgBoostJob[] = {{"spec.xgbReplicaSpecs.*.template"}};
constexpr PodPlace kPaddleJob[] = {{"spec.paddleReplicaSpecs.*.template"}};
constexpr PodPlace kJaxJob[] = {{"spec.jaxReplicaSpecs.*.template"}};

// For operators whose changes depend on more than the object.
constexpr Controller kAnything = {"*", "*", "*"};

// ------------------------------------------------------------------------------ other operators

constexpr PodPlace kSpecOfPatches[] = {{"spec", Shape::kPatches}};
constexpr PodPlace kNodeSets[] = {{"spec.nodeSets.*.podTemplate", Shape::kPartialTemplate}};
constexpr PodPlace kSpecPodTemplate[] = {{"spec.podTemplate", Shape::kPartialTemplate}};
constexpr PodPlace kBeat[] = {{"spec.daemonSet.podTemplate", Shape::kPartialTemplate},
                              {"spec.deployment.podTemplate", Shape::kPartialTemplate},
                              {"spec.statefulSet.podTemplate", Shape::kPartialTemplate}};
constexpr PodPlace kKafka[] = {{"spec.kafka.template", Shape::kContainerEnv},
                               {"spec.entityOperator.template", Shape::kContainerEnv},
                               {"spec.cruiseControl.template", Shape::kContainerEnv},
                               {"spec.kafkaExporter.template", Shape::kContainerEnv}};
constexpr PodPlace kKafkaPart[] = {{"spec.template", Shape::kContainerEnv}};

constexpr PodPlace kAdvancedCronJob[] = {{"spec.template.jobTemplate.spec.template"},
                                         {"spec.template.broadcastJobTemplate.spec.template"}};
// pkg/util/containerlaunchpriority adds KRUISE_CONTAINER_PRIORITY; a SidecarSet adds containers.
constexpr Controller kKruise = {"*", "*", "KRUISE_* SIDECARSET_*"};

// apps.openshift.io: openshift-controller-manager, pkg/apps/deploymentconfig. The labels and
// annotations are from openshift/library-go, pkg/apps/appsutil.
constexpr Controller kDeploymentConfig = {"deployment deploymentconfig",
                                          "openshift.io/deployment*"};

constexpr Kind kKinds[] = {
    {"Service", Type::kService, "", "services", "svc"},
    {"ConfigMap", Type::kConfigMap, "", "configmaps", "cm"},
    {"Secret", Type::kSecret, "", "secrets", ""},
    {"Node", Type::kNode, "", "nodes", "no"},
    {"LimitRange", Type::kLimitRange, "", "limitranges", "limits"},
    {"Pod", Type::kWorkload, "", "pods", "po", kPod},
    // pkg/controller/deployment/sync.go, getNewReplicaSet.
    {"Deployment",
     Type::kWorkload,
     "apps,extensions",
     "deployments",
     "deploy",
     kSpecTemplate,
     {"pod-template-hash"}},
    {"StatefulSet", Type::kWorkload, "apps", "statefulsets", "sts", kSpecTemplate, kStatefulSet},
    // pkg/controller/daemon/util/daemonset_util.go, CreatePodTemplate.
    {"DaemonSet",
     Type::kWorkload,
     "apps,extensions",
     "daemonsets",
     "ds",
     kSpecTemplate,
     {"controller-revision-hash pod-template-generation"}},
    {"ReplicaSet", Type::kWorkload, "apps,extensions", "replicasets", "rs", kSpecTemplate},
    {"ReplicationController", Type::kWorkload, "", "replicationcontrollers", "rc", kSpecTemplate},
    {"Job", Type::kWorkload, "batch", "jobs", "", kSpecTemplate, kJob},
    {"CronJob", Type::kWorkload, "batch", "cronjobs", "cj", kCronJob, kJob},
    {"PodTemplate", Type::kWorkload, "", "podtemplates", "", kPodTemplate},

    // argoproj/argo-rollouts, manifests/crds (1.10).
    {"Rollout", Type::kWorkload, "argoproj.io", "rollouts", "ro", kSpecTemplate, kRollout},
    {"Experiment", Type::kWorkload, "argoproj.io", "experiments", "exp", kExperiment, kRollout},
    {"AnalysisTemplate", Type::kWorkload, "argoproj.io", "analysistemplates", "at", kAnalysis,
     kAnalysisJob},
    {"ClusterAnalysisTemplate", Type::kWorkload, "argoproj.io", "clusteranalysistemplates", "cat",
     kAnalysis, kAnalysisJob},
    // argoproj/argo-workflows, manifests/base/crds/full (4.1).
    {"Workflow", Type::kWorkload, "argoproj.io", "workflows", "wf", kWorkflow, kWorkflowController},
    {"WorkflowTemplate", Type::kWorkload, "argoproj.io", "workflowtemplates", "wftmpl", kWorkflow,
     kWorkflowController},
    {"ClusterWorkflowTemplate", Type::kWorkload, "argoproj.io", "clusterworkflowtemplates",
     "clusterwftmpl,cwft", kWorkflow, kWorkflowController},
    {"CronWorkflow", Type::kWorkload, "argoproj.io", "cronworkflows", "cwf,cronwf", kCronWorkflow,
     kWorkflowController},
    // knative/serving, config/core/300-resources (1.23).
    {"Service.serving.knative.dev", Type::kWorkload, "serving.knative.dev", "services",
     "kservice,ksvc", kSpecTemplate, kKnative, kRevisionFields},
    {"Configuration", Type::kWorkload, "serving.knative.dev", "configurations", "config,cfg",
     kSpecTemplate, kKnative, kRevisionFields},
    {"Revision", Type::kWorkload, "serving.knative.dev", "revisions", "rev", kRevision, kKnative,
     kRevisionFields},
    // apps.openshift.io/v1 of openshift/api. openshift-apiserver, pkg/apps/apis/apps/validation,
    // requires a template with containers.
    {"DeploymentConfig",
     Type::kWorkload,
     "apps.openshift.io,",
     "deploymentconfigs",
     "dc",
     kSpecTemplate,
     kDeploymentConfig,
     {},
     /*requires_containers=*/true},
    // tektoncd/pipeline, config/300-crds (1.15).
    {"Task", Type::kWorkload, "tekton.dev", "tasks", "", kTask, kTekton},
    {"ClusterTask", Type::kWorkload, "tekton.dev", "clustertasks", "", kTask, kTekton},
    {"TaskRun", Type::kWorkload, "tekton.dev", "taskruns", "tr,trs", kTaskRun, kTekton},
    {"Pipeline", Type::kWorkload, "tekton.dev", "pipelines", "", kPipeline, kTekton},
    {"PipelineRun", Type::kWorkload, "tekton.dev", "pipelineruns", "pr,prs", kPipelineRun, kTekton},
    // kedacore/keda, config/crd/bases (2.20); pkg/scaling/executor/scale_jobs.go.
    {"ScaledJob",
     Type::kWorkload,
     "keda.sh",
     "scaledjobs",
     "sj",
     kScaledJob,
     kScaledJobController,
     {},
     /*requires_containers=*/true},
    // kubernetes-sigs/jobset, config/components/crd/bases (0.13).
    {"JobSet", Type::kWorkload, "jobset.x-k8s.io", "jobsets", "", kJobSet, kJobSetController},
    // kubernetes-sigs/lws, config/crd/bases (0.10).
    {"LeaderWorkerSet", Type::kWorkload, "leaderworkerset.x-k8s.io", "leaderworkersets", "lws",
     kLws, kLwsController},
    // ray-project/kuberay, ray-operator/config/crd/bases (1.7).
    {"RayCluster", Type::kWorkload, "ray.io", "rayclusters", "", kRayCluster, kRay},
    {"RayJob", Type::kWorkload, "ray.io", "rayjobs", "", kRayJob, kRay},
    {"RayService", Type::kWorkload, "ray.io", "rayservices", "", kRayService, kRay},
    {"RayCronJob", Type::kWorkload, "ray.io", "raycronjobs", "", kRayCronJob, kRay},
    // kubeflow/spark-operator, config/crd/bases (2.5).
    {"SparkApplication", Type::kWorkload, "sparkoperator.k8s.io", "sparkapplications", "sparkapp",
     kSpark, kAnything},
    {"ScheduledSparkApplication", Type::kWorkload, "sparkoperator.k8s.io",
     "scheduledsparkapplications", "scheduledsparkapp", kScheduledSpark, kAnything},
    // kubeflow/training-operator, manifests/base/crds (1.9); kubeflow/trainer (2.0).
    {"TFJob", Type::kWorkload, "kubeflow.org", "tfjobs", "", kTfJob, kAnything},
    {"PyTorchJob", Type::kWorkload, "kubeflow.org", "pytorchjobs", "", kPyTorchJob, kAnything},
    {"MPIJob", Type::kWorkload, "kubeflow.org", "mpijobs", "", kMpiJob, kAnything},
    {"XGBoostJob", Type::kWorkload, "kubeflow.org", "xgboostjobs", "", kXgBoostJob, kAnything},
    {"PaddleJob", Type::kWorkload, "kubeflow.org", "paddlejobs", "", kPaddleJob, kAnything},
    {"JAXJob", Type::kWorkload, "kubeflow.org", "jaxjobs", "", kJaxJob, kAnything},
    {"TrainingRuntime", Type::kWorkload, "trainer.kubeflow.org", "trainingruntimes", "",
     kTrainingRuntime, kTrainer},
    {"ClusterTrainingRuntime", Type::kWorkload, "trainer.kubeflow.org", "clustertrainingruntimes",
     "", kTrainingRuntime, kTrainer},
    // openkruise/kruise, apis/apps and config/crd/bases (1.8).
    {"CloneSet", Type::kWorkload, "apps.kruise.io", "clonesets", "clone", kSpecTemplate, kKruise},
    {"StatefulSet.apps.kruise.io", Type::kWorkload, "apps.kruise.io", "statefulsets", "asts",
     kSpecTemplate, kKruise},
    {"DaemonSet.apps.kruise.io", Type::kWorkload, "apps.kruise.io", "daemonsets", "daemon,ads",
     kSpecTemplate, kKruise},
    {"BroadcastJob", Type::kWorkload, "apps.kruise.io", "broadcastjobs", "bcj", kSpecTemplate,
     kKruise},
    {"AdvancedCronJob", Type::kWorkload, "apps.kruise.io", "advancedcronjobs", "acj",
     kAdvancedCronJob, kAnything},
    {"SidecarSet", Type::kWorkload, "apps.kruise.io", "sidecarsets", "", kSpecOfPatches, kAnything},
    // prometheus-operator/prometheus-operator, example/prometheus-operator-crd (0.93).
    {"Prometheus", Type::kWorkload, "monitoring.coreos.com", "prometheuses", "prom", kSpecOfPatches,
     kAnything},
    {"PrometheusAgent", Type::kWorkload, "monitoring.coreos.com", "prometheusagents", "promagent",
     kSpecOfPatches, kAnything},
    {"Alertmanager", Type::kWorkload, "monitoring.coreos.com", "alertmanagers", "am",
     kSpecOfPatches, kAnything},
    {"ThanosRuler", Type::kWorkload, "monitoring.coreos.com", "thanosrulers", "ruler",
     kSpecOfPatches, kAnything},
    // elastic/cloud-on-k8s, config/crds/v1 (3.1).
    {"Elasticsearch", Type::kWorkload, "elasticsearch.k8s.elastic.co", "elasticsearches", "es",
     kNodeSets, kAnything},
    {"Kibana", Type::kWorkload, "kibana.k8s.elastic.co", "kibanas", "kb", kSpecPodTemplate,
     kAnything},
    {"ApmServer", Type::kWorkload, "apm.k8s.elastic.co", "apmservers", "apm", kSpecPodTemplate,
     kAnything},
    {"EnterpriseSearch", Type::kWorkload, "enterprisesearch.k8s.elastic.co", "enterprisesearches",
     "ent", kSpecPodTemplate, kAnything},
    {"Logstash", Type::kWorkload, "logstash.k8s.elastic.co", "logstashes", "ls", kSpecPodTemplate,
     kAnything},
    {"ElasticMapsServer", Type::kWorkload, "maps.k8s.elastic.co", "elasticmapsservers", "ems",
     kSpecPodTemplate, kAnything},
    {"Beat", Type::kWorkload, "beat.k8s.elastic.co", "beats", "beat", kBeat, kAnything},
    {"Agent", Type::kWorkload, "agent.k8s.elastic.co", "agents", "agent", kBeat, kAnything},
    // strimzi/strimzi-kafka-operator, install/cluster-operator (1.0).
    {"Kafka", Type::kWorkload, "kafka.strimzi.io", "kafkas", "k", kKafka, kAnything},
    {"KafkaNodePool", Type::kWorkload, "kafka.strimzi.io", "kafkanodepools", "knp", kKafkaPart,
     kAnything},
    {"KafkaConnect", Type::kWorkload, "kafka.strimzi.io", "kafkaconnects", "kc", kKafkaPart,
     kAnything},
    {"KafkaBridge", Type::kWorkload, "kafka.strimzi.io", "kafkabridges", "", kKafkaPart, kAnything},
    {"KafkaMirrorMaker2", Type::kWorkload, "kafka.strimzi.io", "kafkamirrormaker2s", "kmm2",
     kKafkaPart, kAnything},
    // kserve/kserve, config/crd (0.15).
    {"ServingRuntime", Type::kWorkload, "serving.kserve.io", "servingruntimes", "", kSpecOfPatches,
     kAnything},
    {"ClusterServingRuntime", Type::kWorkload, "serving.kserve.io", "clusterservingruntimes", "",
     kSpecOfPatches, kAnything},
    // zalando/postgres-operator, manifests/postgresql.crd.yaml (1.14).
    {"postgresql", Type::kWorkload, "acid.zalan.do", "postgresqls", "pg", kSpecOfPatches,
     kAnything},
};

}  // namespace

absl::Span<const Kind> KindsTable() { return kKinds; }

}  // namespace svcenv
