// Compiled into package kubelet by tests/judge/build, to access the kubelet's unexported functions.
package kubelet

import (
	"net"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	clientset "k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/kubelet/configmap"
	"k8s.io/kubernetes/pkg/kubelet/secret"
)

// JudgeCluster is the input of the judged kubelet: its node, its --node-ip, and the API objects.
type JudgeCluster struct {
	Node       *v1.Node
	NodeIPs    []net.IP
	Services   []*v1.Service
	ConfigMaps map[types.NamespacedName]*v1.ConfigMap
	Secrets    map[types.NamespacedName]*v1.Secret
}

// NewJudged returns a Kubelet with only the fields that environments need. It reads c.Services on each call, so the
// caller may reorder them.
func NewJudged(c *JudgeCluster) *Kubelet {
	return &Kubelet{
		kubeClient:       struct{ clientset.Interface }{},
		nodeName:         types.NodeName(c.Node.Name),
		nodeIPs:          c.NodeIPs,
		nodeLister:       judgeNodes{node: c.Node},
		serviceLister:    judgeServices{c},
		serviceHasSynced: func() bool { return true },
		configMapManager: judgeConfigMaps{cluster: c},
		secretManager:    judgeSecrets{cluster: c},
		recorder:         &record.FakeRecorder{},
	}
}

// JudgeSortPodIPs calls sortPodIPs.
func (kl *Kubelet) JudgeSortPodIPs(podIPs []string) []string { return kl.sortPodIPs(podIPs) }

type judgeNodes struct {
	corelisters.NodeLister
	node *v1.Node
}

func (n judgeNodes) Get(string) (*v1.Node, error) { return n.node, nil }

type judgeServices struct{ cluster *JudgeCluster }

func (s judgeServices) List(labels.Selector) ([]*v1.Service, error) { return s.cluster.Services, nil }

type judgeConfigMaps struct {
	configmap.Manager
	cluster *JudgeCluster
}

func (m judgeConfigMaps) get(namespace, name string) (*v1.ConfigMap, error) {
	if found, ok := m.cluster.ConfigMaps[types.NamespacedName{Namespace: namespace, Name: name}]; ok {
		return found, nil
	}
	return nil, apierrors.NewNotFound(v1.Resource("configmaps"), name)
}

type judgeSecrets struct {
	secret.Manager
	cluster *JudgeCluster
}

func (m judgeSecrets) GetSecret(namespace, name string) (*v1.Secret, error) {
	if found, ok := m.cluster.Secrets[types.NamespacedName{Namespace: namespace, Name: name}]; ok {
		return found, nil
	}
	return nil, apierrors.NewNotFound(v1.Resource("secrets"), name)
}
