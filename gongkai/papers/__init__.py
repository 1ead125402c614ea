"""Official documents by GB/T 9704: PDF, Word, Excel, without any framework."""
