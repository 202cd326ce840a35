# The public headers of a build that differs from others, in build/include, for the build itself and
# for installing: without streams all but stream.h, and a brine.h that does not include it; with
# limits that were lowered, a limits.h that has them.
if(NOT BRINE_STREAM)
  list(REMOVE_ITEM BRINE_PUBLIC_HEADERS include/brine/stream.h)
endif()
foreach(header IN LISTS BRINE_PUBLIC_HEADERS)
  if(NOT header MATCHES "/(brine|limits)\\.h$")
    configure_file(${header} ${PROJECT_BINARY_DIR}/${header} COPYONLY)
  endif()
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  include/brine/brine.h include/brine/limits.h)
file(READ include/brine/brine.h brine_h)
if(NOT BRINE_STREAM)
  string(REPLACE "#include <brine/stream.h>\n" "" brine_h "${brine_h}")
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/brine/brine.h CONTENT "${brine_h}" @ONLY)
file(READ include/brine/limits.h limits_h)
foreach(limit IN LISTS BRINE_LOWERED)
  string(REGEX REPLACE "(#define ${limit} +)[^\n]+" "\\1${${limit}}" limits_h "${limits_h}")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/brine/limits.h CONTENT "${limits_h}" @ONLY)
