package main

// By default, kubelets before 1.35 do not read environment files. (1.34 has a different ParseEnv.)
func envfileOp(*request) (answer, error) {
	return answer(`"skipped":"this Kubernetes version reads no environment files"`), nil
}
