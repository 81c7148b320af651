{{%AUTOESCAPE context="HTML"}}{{! The choice of the care mode, by the subject of the site. }}
<fieldset class="choices"><legend>What is the site about?</legend>
<p class="facts">This sets how thoroughly comments are searched for signs that somebody may be in danger. Such a comment is held for you, and its writer sees your help lines.</p>
<label><input type="radio" name="care" value="attentive"{{#ATTENTIVE}} checked{{/ATTENTIVE}}> <span>Illness, grief, crisis or recovery: finds more comments, sometimes a harmless one</span></label>
<label><input type="radio" name="care" value="phrases"{{#PHRASES}} checked{{/PHRASES}}> <span>Anything else: finds only plain statements, rarely a harmless comment</span></label>
<label><input type="radio" name="care" value="off"{{#OFF}} checked{{/OFF}}> <span>Do not search comments for this</span></label>
</fieldset>
