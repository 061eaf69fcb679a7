#include "svcenv/kubernetes/file_tree.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Returns a tree of files numbered from 1 in the order of `paths`.
FileTree TreeOf(const std::vector<std::string_view>& paths) {
  FileTree tree;
  for (uint32_t i = 0; i < paths.size(); ++i) tree.Add(i + 1, paths[i], /*from_directory=*/true);
  return tree;
}

ObjectMeta In(uint32_t file) {
  ObjectMeta meta;
  meta.position = {file, 0};
  return meta;
}

ObjectMeta Embedded(uint32_t file, uint32_t within) {
  ObjectMeta meta = In(file);
  meta.is_embedded = true;
  meta.within = within;
  return meta;
}

TEST(FileTreeTest, DistinguishesVariantsByTheirFiles) {
  FileTree tree = TreeOf({"a/x.yaml", "b/x.yaml", "a/x.yaml"});
  tree.Add(4, "c/x.yaml", /*from_directory=*/false);
  EXPECT_TRUE(tree.AreVariants(In(1), In(2)));
  EXPECT_FALSE(tree.AreVariants(In(1), In(1)));
  EXPECT_FALSE(tree.AreVariants(In(1), In(3))) << "the same file, read again";
  EXPECT_FALSE(tree.AreVariants(In(1), In(4))) << "a file that the user named";
  EXPECT_FALSE(tree.AreVariants(In(0), In(0))) << "no file";
  EXPECT_TRUE(tree.AreVariants(Embedded(1, 0), Embedded(1, 9)));
  EXPECT_FALSE(tree.AreVariants(Embedded(1, 9), Embedded(1, 9)));
  EXPECT_FALSE(tree.AreVariants(In(1), Embedded(1, 9)));
}

TEST(FileTreeTest, OrdersFilesByTheNearestCommonDirectory) {
  const FileTree tree =
      TreeOf({"k8s/base/web.yaml", "k8s/base/settings.yaml", "k8s/base/more/settings.yaml",
              "k8s/settings.yaml", "k8s/prod/settings.yaml", "settings.yaml", "other/settings.yaml",
              "k8s/base2/settings.yaml"});
  const auto nearness = [&](uint32_t file) { return tree.Nearness(In(1), In(file)); };
  EXPECT_GT(nearness(1), nearness(2)) << "its own file";
  EXPECT_GT(nearness(2), nearness(3)) << "its own directory";
  EXPECT_GT(nearness(3), nearness(4)) << "below its own directory";
  EXPECT_GT(nearness(4), nearness(5)) << "the directory above";
  EXPECT_GT(nearness(5), nearness(6)) << "another directory below that";
  EXPECT_GT(nearness(6), nearness(7)) << "the working directory";
  EXPECT_EQ(nearness(5), nearness(8)) << "a name with the same prefix";
  EXPECT_GT(tree.Nearness(Embedded(1, 7), Embedded(1, 7)),
            tree.Nearness(Embedded(1, 7), Embedded(1, 8)));
}

TEST(FileTreeTest, FindsWhatIsAtOrAboveADirectory) {
  FileTree tree = TreeOf({"k8s/base/web.yaml", "k8s/base/limits.yaml", "k8s/limits.yaml",
                          "k8s/big/limits.yaml", "k8s/base/more/limits.yaml", "limits.yaml"});
  tree.Add(7, "named/limits.yaml", /*from_directory=*/false);
  std::string result;
  for (uint32_t file = 1; file <= 7; ++file) {
    result += tree.IsAtOrAbove(In(file), In(1)) ? 'y' : 'n';
  }
  EXPECT_EQ(result, "yyynnyy");
  EXPECT_TRUE(tree.IsFromDirectory(In(1)));
  EXPECT_FALSE(tree.IsFromDirectory(In(7)));
  EXPECT_FALSE(tree.IsFromDirectory(In(8)));
}

TEST(FileTreeTest, NamesFiles) {
  Sources sources;
  std::vector<ObjectMeta> objects;
  std::string text;
  std::vector<const ObjectMeta*> all;
  for (const std::string_view name : {"a", "b", "c", "d", "e"}) {
    objects.push_back(In(sources.Add(name, Bytes(std::string("x")))));
  }
  EXPECT_EQ(DefinedIn(all, sources), "");
  for (const ObjectMeta& object : objects) {
    all.push_back(&object);
    text += DefinedIn(all, sources) + "\n";
  }
  EXPECT_EQ(text,
            "is defined several times in a\n"
            "is defined in a and b\n"
            "is defined in a, b, and c\n"
            "is defined in a, b, c, and 1 more file\n"
            "is defined in a, b, c, and 2 more files\n");
}

}  // namespace
}  // namespace svcenv
