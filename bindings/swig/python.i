/*
 * Python: text goes in as str or bytes, whole; text comes out as str. The GIL is given up in every call, so that other
 * threads run while a policy is loaded or a record is audited; what is pointed to belongs to arguments that the caller
 * holds.
 */
%typemap(in) (const char *text, size_t length) (Py_ssize_t size = 0, char *data = NULL) {
    if (PyUnicode_Check($input)) {
        $1 = (char *)PyUnicode_AsUTF8AndSize($input, &size); /* kept with the str; a lone surrogate is refused here */
        if (!$1)
            SWIG_fail;
    } else if (PyBytes_Check($input)) {
        if (PyBytes_AsStringAndSize($input, &data, &size) < 0)
            SWIG_fail;
        $1 = data;
    } else {
        PyErr_Format(PyExc_TypeError, "expected str or bytes, not %s", Py_TYPE($input)->tp_name);
        SWIG_fail;
    }
    $2 = (size_t)size;
}
%typemap(out) const char * {
    $result = PyUnicode_FromString($1);
}

/*
 * A stream's callbacks: a tuple of two functions. `read(size)` gives bytes; `write(line, policy, code, json)` takes an
 * outcome and says whether to stop. The GIL is given up while the library works, and taken for each of the two. What one
 * of them raises ends the stream, and is raised by the call.
 */
%{
struct python_calls {
    PyObject *read, *write;
    PyObject *type, *value, *traceback; /* what was raised */
};

static void python_calls_keep(struct python_calls *calls)
{
    if (calls->type)
        PyErr_Clear();
    else
        PyErr_Fetch(&calls->type, &calls->value, &calls->traceback);
}

static ptrdiff_t python_calls_read(void *user, char *buffer, size_t size)
{
    struct python_calls *calls = user;
    PyGILState_STATE state = PyGILState_Ensure();
    Py_ssize_t count = -1;
    char *data = NULL;
    /* A file's own read() runs no Python in which an interrupt would be noticed. */
    PyObject *bytes = PyErr_CheckSignals() == 0 ? PyObject_CallFunction(calls->read, "n", (Py_ssize_t)size) : NULL;
    if (bytes && PyBytes_AsStringAndSize(bytes, &data, &count) == 0 && (size_t)count > size) {
        PyErr_SetString(PyExc_ValueError, "more bytes than were asked for");
        count = -1;
    }
    if (PyErr_Occurred()) {
        python_calls_keep(calls);
        count = -1;
    } else if (count > 0) {
        memcpy(buffer, data, (size_t)count);
    }
    Py_XDECREF(bytes);
    PyGILState_Release(state);
    return (ptrdiff_t)count;
}

static int python_calls_write(void *user, const homevisit_stream_outcome *outcome)
{
    struct python_calls *calls = user;
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *json = PyUnicode_DecodeUTF8(outcome->json.data, (Py_ssize_t)outcome->json.length, NULL);
    PyObject *said = json ? PyObject_CallFunction(calls->write, "nniO", (Py_ssize_t)outcome->line,
                                                  (Py_ssize_t)outcome->policy, (int)outcome->code, json)
                          : NULL;
    int stop = said ? PyObject_IsTrue(said) : -1;
    if (stop < 0)
        python_calls_keep(calls);
    Py_XDECREF(json);
    Py_XDECREF(said);
    PyGILState_Release(state);
    return stop != 0;
}
%}
%typemap(in) (homevisit_stream_read read, homevisit_stream_write write, void *user) (struct python_calls calls) {
    memset(&calls, 0, sizeof calls);
    if (!PyArg_ParseTuple($input, "OO", &calls.read, &calls.write))
        SWIG_fail;
    $1 = python_calls_read;
    $2 = calls.write == Py_None ? NULL : python_calls_write;
    $3 = &calls;
}
%typemap(argout) (homevisit_stream_read read, homevisit_stream_write write, void *user) {
    if (calls$argnum.type) {
        Py_XDECREF($result);
        PyErr_Restore(calls$argnum.type, calls$argnum.value, calls$argnum.traceback);
        SWIG_fail;
    }
}
