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
