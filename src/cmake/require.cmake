# brine_require(NAME PACKAGES OTHERWISE VARIABLES...): ends the configuration, with the packages to
# install and what else can be done, unless each of VARIABLES has a value that is true: what
# find_path, find_library or find_package found.
function(brine_require name packages otherwise)
  foreach(variable IN LISTS ARGN)
    if(NOT ${variable})
      message(FATAL_ERROR "${name} was not found (${variable} is ${${variable}}). "
        "Install ${packages}, or ${otherwise}.")
    endif()
  endforeach()
endfunction()
