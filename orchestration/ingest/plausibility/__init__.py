"""Whether figures can be what their file says: checks of meaning, behind those of form.

`figures` gathers what was read, `tables` and `reports` measure it, `numeric` holds the statistics; the limits are the
seed `plausibility_limits`, what a person has looked at and accepted the seed `acknowledged_anomalies`. No I/O.
"""
