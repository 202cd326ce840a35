# The public headers of a build without streams, in build/include, for the build itself and for
# installing: all but stream.h, and a brine.h that does not include it.
list(REMOVE_ITEM BRINE_PUBLIC_HEADERS include/brine/stream.h)
foreach(header IN LISTS BRINE_PUBLIC_HEADERS)
  if(NOT header STREQUAL "include/brine/brine.h")
    configure_file(${header} ${PROJECT_BINARY_DIR}/${header} COPYONLY)
  endif()
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS include/brine/brine.h)
file(READ include/brine/brine.h brine_h)
string(REPLACE "#include <brine/stream.h>\n" "" brine_h "${brine_h}")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/brine/brine.h CONTENT "${brine_h}" @ONLY)
