// For the examples.
#ifndef READ_FILE_H_
#define READ_FILE_H_

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

// Returns the bytes of a file; ends the program if there is none.
inline std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot open " << path << "\n";
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

#endif  // READ_FILE_H_
