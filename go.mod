module reelscore

go 1.26
