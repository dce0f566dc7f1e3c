# Gives each thread SWIG's tables for itself: cmake -DIN=file -DOUT=file -P threads.cmake
#
# SWIG's wrapper for Node keeps its types, with the templates of their classes, in static variables. The templates
# belong to one isolate, and every worker thread has an isolate of its own: shared, the second thread to load the addon
# would spoil the first one's. As thread_local they are each thread's. Whatever is not found as it is looked for stops
# the build.
file(READ "${IN}" text)

# thread_local_at(the declarations' beginning, what it becomes, how often it stands there at least)
function(thread_local_at pattern replacement least)
    string(REGEX MATCHALL "${pattern}" found "${text}")
    list(LENGTH found count)
    if(count LESS least)
        message(FATAL_ERROR "threads.cmake: '${pattern}' is in ${IN} ${count} times, not ${least}: another SWIG?")
    endif()
    string(REGEX REPLACE "${pattern}" "${replacement}" changed "${text}")
    set(text "${changed}" PARENT_SCOPE)
endfunction()

thread_local_at("\nstatic (swig_type_info|swig_cast_info|swig_module_info) " "\nstatic thread_local \\1 " 17)
thread_local_at("\nSWIGV8_ClientData _exports_" "\nstatic thread_local SWIGV8_ClientData _exports_" 6)
thread_local_at("\nSWIGRUNTIME v8::Persistent<v8::FunctionTemplate> "
    "\nstatic thread_local v8::Persistent<v8::FunctionTemplate> " 1)
thread_local_at("\n  static (int init|swig_type_info ?\\*)" "\n  static thread_local \\1" 1)
file(WRITE "${OUT}" "${text}")
