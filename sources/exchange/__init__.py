"""Sources as other programs write and read them: pure readers and writers over CSL items."""
