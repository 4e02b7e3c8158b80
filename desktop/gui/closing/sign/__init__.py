"""签名: the text that is signed, who signs it, and the place to write a name on the screen."""
