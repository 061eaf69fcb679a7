module svcenv/tests/readers

go 1.24

require (
	github.com/compose-spec/compose-go/v2 v2.16.2
	github.com/docker/cli v29.9.3+incompatible
	sigs.k8s.io/yaml v1.6.0
)
