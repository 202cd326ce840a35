# The CMakeLists.txt of a user who has installed brine; VERSION is the version wanted.
cmake_minimum_required(VERSION 3.22)
project(user LANGUAGES C)
find_package(brine ${VERSION} REQUIRED)
foreach(library brine brine_shared brine_static)
  add_executable(with_${library} main.c)
  target_link_libraries(with_${library} PRIVATE brine::${library})
endforeach()
