"""The terminal at a reading point: public pages in a frame of their own, which leads nowhere and keeps nothing."""
