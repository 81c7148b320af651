{{%AUTOESCAPE context="HTML"}}{{! The choice of care.mode, by what the site is about. }}
<fieldset class="choices"><legend>What is the site about?</legend>
<p class="facts">It decides how much comments are searched for what may be about somebody's safety. Such a comment waits for you, and its writer reads your help lines.</p>
<label><input type="radio" name="care" value="attentive"{{#ATTENTIVE}} checked{{/ATTENTIVE}}> <span>Illness, grief, crisis or recovery: more is found, and now and then something harmless</span></label>
<label><input type="radio" name="care" value="phrases"{{#PHRASES}} checked{{/PHRASES}}> <span>Anything else: only plain sentences are found, and hardly ever a wrong one</span></label>
<label><input type="radio" name="care" value="off"{{#OFF}} checked{{/OFF}}> <span>Do not search comments for this</span></label>
</fieldset>
