using System.Runtime.CompilerServices;

// The tests read the count of native allocations and the JSON reader.
[assembly: InternalsVisibleTo("BindingTest")]
