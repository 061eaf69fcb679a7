package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"sync"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// images is the image service: every image is there.
type images struct {
	pb.UnimplementedImageServiceServer
	mu   sync.Mutex
	seen map[string]string // id → reference, of those that were asked for
}

func newImages() *images { return &images{seen: map[string]string{}} }

func imageID(reference string) string {
	return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(reference)))
}

// see returns the image of a reference, or of the id of an earlier one.
func (i *images) see(reference string) *pb.Image {
	i.mu.Lock()
	defer i.mu.Unlock()
	if earlier, ok := i.seen[reference]; ok {
		reference = earlier
	}
	i.seen[imageID(reference)] = reference
	return image(reference)
}

func image(reference string) *pb.Image {
	return &pb.Image{Id: imageID(reference), RepoTags: []string{reference}, Size: 1,
		Spec: &pb.ImageSpec{Image: reference}, Uid: &pb.Int64Value{Value: 0}}
}

func (i *images) ImageStatus(_ context.Context, q *pb.ImageStatusRequest) (*pb.ImageStatusResponse, error) {
	return &pb.ImageStatusResponse{Image: i.see(q.Image.Image)}, nil
}

func (i *images) PullImage(_ context.Context, q *pb.PullImageRequest) (*pb.PullImageResponse, error) {
	return &pb.PullImageResponse{ImageRef: i.see(q.Image.Image).Id}, nil
}

func (i *images) RemoveImage(context.Context, *pb.RemoveImageRequest) (*pb.RemoveImageResponse, error) {
	return &pb.RemoveImageResponse{}, nil
}

func (i *images) ListImages(context.Context, *pb.ListImagesRequest) (*pb.ListImagesResponse, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	response := &pb.ListImagesResponse{}
	for _, reference := range i.seen {
		response.Images = append(response.Images, image(reference))
	}
	return response, nil
}

func (i *images) ImageFsInfo(context.Context, *pb.ImageFsInfoRequest) (*pb.ImageFsInfoResponse, error) {
	usage := []*pb.FilesystemUsage{{Timestamp: now(), FsId: &pb.FilesystemIdentifier{Mountpoint: os.TempDir()},
		UsedBytes: &pb.UInt64Value{Value: 1}, InodesUsed: &pb.UInt64Value{Value: 1}}}
	return &pb.ImageFsInfoResponse{ImageFilesystems: usage, ContainerFilesystems: usage}, nil
}
