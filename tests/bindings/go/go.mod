module homevisit/conformance

go 1.19
