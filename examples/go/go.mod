module homevisit/example

go 1.19
