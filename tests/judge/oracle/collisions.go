package main

import (
	"math/rand"
	"sort"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
)

const (
	// Starts of a container whose services collide. With five colliding services, the probability of missing one is
	// about 10^-9.
	minStarts = 100
	// The limit for additional starts while the documented outcome has not occurred.
	maxStarts = 1000
)

// starts returns the outcomes of starting the container one or more times. If services set a variable to different
// values, the kubelet's choice is random, so starts asks it repeatedly, with the services in random order (as in the
// kubelet's cache).
func (s *subject) starts(container *v1.Container) ([]outcome, error) {
	first, err := s.start(container)
	if err != nil {
		return nil, err
	}
	outcomes := []outcome{first}
	if s.winners == nil {
		s.winners = s.documentedWinners()
	}
	if len(s.winners) == 0 {
		return outcomes, nil
	}
	random := rand.New(rand.NewSource(1))
	services := s.cluster.Services
	defer func() { s.cluster.Services = services }()
	again := func() error {
		shuffled := append([]*v1.Service(nil), services...)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		s.cluster.Services = shuffled
		next, err := s.start(container)
		outcomes = append(outcomes, next)
		return err
	}
	for len(outcomes) < minStarts {
		if err := again(); err != nil {
			return nil, err
		}
	}
	visible := varying(outcomes, s.winners)
	for found := anyAgrees(outcomes, visible); !found && len(outcomes) < maxStarts; {
		if err := again(); err != nil {
			return nil, err
		}
		found = agrees(outcomes[len(outcomes)-1], visible)
	}
	return outcomes, nil
}

// documentedWinners returns the variables that visible services set to different values, with the values that svcenv
// documents: services are ordered by namespace and name, and a later one overrides. It is empty if nothing is random.
func (s *subject) documentedWinners() map[string]string {
	values := map[string]string{}
	colliding := map[string]bool{}
	for _, service := range s.visibleServices() {
		own := map[string]string{}
		for _, variable := range envvars.FromServices([]*v1.Service{service}) {
			own[variable.Name] = variable.Value
		}
		for name, value := range own {
			if earlier, ok := values[name]; ok && earlier != value {
				colliding[name] = true
			}
			values[name] = value
		}
	}
	winners := map[string]string{}
	for name := range colliding {
		winners[name] = values[name]
	}
	return winners
}

// visibleServices may return too many services, because it only decides how often the kubelet is asked.
func (s *subject) visibleServices() []*v1.Service {
	links := *s.pod.Spec.EnableServiceLinks
	var master *v1.Service
	var visible []*v1.Service
	for _, service := range s.cluster.Services {
		switch {
		case service.Spec.ClusterIP == "" || service.Spec.ClusterIP == v1.ClusterIPNone:
		case service.Namespace == v1.NamespaceDefault && service.Name == "kubernetes":
			master = service
		case service.Namespace == s.pod.Namespace && links:
			visible = append(visible, service)
		}
	}
	sort.Slice(visible, func(i, j int) bool { return visible[i].Name < visible[j].Name })
	for _, service := range visible {
		if service.Name == "kubernetes" {
			return visible
		}
	}
	if master != nil {
		visible = append([]*v1.Service{master}, visible...)
	}
	return visible
}

// varying returns the winners whose variables vary between the outcomes, because the container does not override
// them.
func varying(outcomes []outcome, winners map[string]string) map[string]string {
	left := map[string]string{}
	for name, value := range winners {
		for _, o := range outcomes {
			if o.env[name] != outcomes[0].env[name] {
				left[name] = value
				break
			}
		}
	}
	return left
}

func agrees(o outcome, winners map[string]string) bool {
	for name, value := range winners {
		if o.env[name] != value {
			return false
		}
	}
	return true
}

func anyAgrees(outcomes []outcome, winners map[string]string) bool {
	for _, o := range outcomes {
		if agrees(o, winners) {
			return true
		}
	}
	return false
}
