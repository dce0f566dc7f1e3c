module homevisit

go 1.19
