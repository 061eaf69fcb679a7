package main

// Kubelets read no environment files by default before 1.35 (the ParseEnv of 1.34 is another one).
func envfileOp(*request) (answer, error) {
	return answer(`"skipped":"this Kubernetes version reads no environment files"`), nil
}
