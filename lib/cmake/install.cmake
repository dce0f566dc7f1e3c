# Installs the library: headers, both libraries, the CMake package and the pkg-config file.
include(CMakePackageConfigHelpers)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/homevisit" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    FILES_MATCHING PATTERN "*.h" PATTERN "*.def")

# Two export sets: a host that takes the shared library needs no libcjson of its own.
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/homevisit")
install(TARGETS homevisit EXPORT homevisit-shared
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(TARGETS homevisit_static EXPORT homevisit-static
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
foreach(kind shared static)
    install(EXPORT homevisit-${kind} NAMESPACE homevisit:: DESTINATION "${package_dir}")
endforeach()
if(threads)
    set(HOMEVISIT_USES_THREADS TRUE)
else()
    set(HOMEVISIT_USES_THREADS FALSE)
endif()
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/homevisit-config.cmake.in" homevisit-config.cmake
    INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a minor version may break; afterwards only a major one.
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(compatibility SameMinorVersion)
else()
    set(compatibility SameMajorVersion)
endif()
write_basic_package_version_file(homevisit-config-version.cmake COMPATIBILITY ${compatibility})
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/homevisit-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/homevisit-config-version.cmake"
    DESTINATION "${package_dir}")

# Relative to the file itself, so that `cmake --install --prefix` and a moved tree work; absolute where asked for.
set(pc_libdir "${CMAKE_INSTALL_LIBDIR}")
set(pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
    set(pc_libdir "\${prefix}/${pc_libdir}")
    file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
    string(REGEX REPLACE "/$" "" up "${up}")
    set(pc_prefix "\${pcfiledir}/${up}")
endif()
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(pc_includedir "\${prefix}/${pc_includedir}")
endif()
set(pc_libs_private "")
if(HOMEVISIT_LIBM)
    set(pc_libs_private "-lm")
endif()
if(threads AND CMAKE_THREAD_LIBS_INIT)
    string(APPEND pc_libs_private " ${CMAKE_THREAD_LIBS_INIT}")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/homevisit.pc.in" homevisit.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/homevisit.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
