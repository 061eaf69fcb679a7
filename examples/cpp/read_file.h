// Reads files for the examples.
#ifndef READ_FILE_H_
#define READ_FILE_H_

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

// Returns the contents of a file. Exits if it cannot be read.
inline std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << path << "\n";
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

#endif  // READ_FILE_H_
